external needs_ocamlopt : unit -> unit = "preempt_needs_ocamlopt"

let started = needs_ocamlopt ()
