(** OxCaml's boxes for crossing modes. Stock OCaml has no modes, so that here they are
    boxes and nothing more: with them, code that wraps a result in one compiles. *)

module Global : sig
  type 'a t = { global : 'a }
end

module Portable : sig
  type 'a t = { portable : 'a }
end

module Contended : sig
  type 'a t = { contended : 'a }
end

module Portended : sig
  type 'a t = { portended : 'a }
end

module Aliased : sig
  type 'a t = { aliased : 'a }
end

module Shared : sig
  type 'a t = { shared : 'a }
end

module Many : sig
  type 'a t = { many : 'a }
end

module Unyielding : sig
  type 'a t = { unyielding : 'a }
end
