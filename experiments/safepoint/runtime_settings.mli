(** What OCaml's runtime is told when it starts, and so before it can read a knob. *)

val has_debug_runtime : bool
(** Whether this fixture was linked with the debug runtime as well. *)

val apply : unit -> unit
(** Starts the process again, once, where the arguments ask for another minor heap or the
    debug runtime. It keeps its id and its threads' ids, so the harness need not know. *)
