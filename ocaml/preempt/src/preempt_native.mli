(** The C side of this library, which there is in native code only. *)

val started : unit
(** It is ready to be given closures. Every module that calls C needs this one, so that it
    is linked before them, and what [ocamlc] says is missing is
    [preempt_needs_ocamlopt]. *)
