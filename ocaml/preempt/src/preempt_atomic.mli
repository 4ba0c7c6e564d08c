(** [Stdlib.Atomic] with the operations on integers that OxCaml adds. Each is one atomic
    step. *)

include module type of struct
  include Stdlib.Atomic
end

val add : int t -> int -> unit
val sub : int t -> int -> unit
val logand : int t -> int -> unit
val logor : int t -> int -> unit
val logxor : int t -> int -> unit
