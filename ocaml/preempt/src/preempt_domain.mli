(** [Stdlib.Domain] with OxCaml's [Tick]. Its [join] is masked ({!Preempt.mask}). *)

include module type of struct
  include Stdlib.Domain
end

(** Ticks: while at least one scope is open, one thread of the process asks every domain,
    at the smallest interval that any open scope wants. At a tick the tick handlers of the
    fiber that runs on a domain are asked ({!Preempt_effect.Deep.Preemptible}). Ticks
    coalesce: a domain that reaches no safepoint for several intervals is asked once. *)
module Tick : sig
  type t
  (** An open scope. *)

  val acquire : interval_usec:int -> t
  (** Opens a scope: from now on there is a tick at least every [interval_usec]
      microseconds. The scope ends with {!release}, or with the domain that opened it. An
      interval of more than a hundred years is waited for as a hundred years.

      @raise Invalid_argument when the interval is not positive.
      @raise Failure when 4,096 scopes are open, or no thread can be started. *)

  val release : t -> unit
  (** Closes a scope, on whatever domain. Closing it again, or once its domain has ended,
      does nothing. *)

  val with_ : interval_usec:int -> (t -> 'r) -> 'r
  (** [with_ ~interval_usec f] is [f scope] with a scope that is open for as long as [f]
      runs, also when it raises.

      @raise Invalid_argument as {!acquire} does. *)

  val effective_interval_usec : unit -> int Preempt_or_null.or_null
  (** The smallest interval that an open scope wants, over all domains; [Null] when none
      is open and nothing ticks. *)
end
