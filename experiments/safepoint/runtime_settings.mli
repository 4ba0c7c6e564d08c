(** What OCaml's runtime is told when it starts, that is, before it can read a knob. *)

val has_debug_runtime : bool
(** Whether this fixture was linked with the debug runtime as well. *)

val apply : unit -> unit
(** Restarts the process, once, if the arguments ask for another minor heap or the debug
    runtime. It keeps its process id and thread ids, so the harness need not know. *)
