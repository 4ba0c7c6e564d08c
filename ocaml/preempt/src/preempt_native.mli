(** The C side of this library, which there is in native code only. *)

val started : unit
(** It is ready to be given closures. Every other module needs this one, so that it is the
    first to be linked, and [ocamlc] the first to refuse it. *)
