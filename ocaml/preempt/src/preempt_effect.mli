(** [Stdlib.Effect] with preemption, as OxCaml has it. *)

include module type of struct
  include Stdlib.Effect
end
with module Deep := Stdlib.Effect.Deep
 and module Shallow := Stdlib.Effect.Shallow

type _ t += Preemption : unit t
(** Performed by a fiber when it is preempted, in the middle of whatever code it runs. Its
    continuation holds everything from there to the handler: continue it, at once or
    later, on this domain or another, and the interrupted code goes on; discontinue it,
    and the exception is raised at the point of preemption; drop it, and what the fiber
    holds is never released, its stack included, as with every continuation.

    If no handler takes it, the fiber just goes on. Performed by hand it is an effect like
    any other. *)

type tick_outcome =
  | Preempt  (** perform {!Preemption} now *)
  | Continue  (** go on; ask the next tick handler *)

val always : unit -> tick_outcome
(** The tick handler that answers [Preempt]. When it is the root-most one it need not be
    called, which saves some time. *)

(** Deep handlers. *)
module Deep : sig
  include module type of struct
    include Stdlib.Effect.Deep
  end

  (** Handlers that are asked at ticks.

      At a tick ({!Preempt_domain.Tick}) or a request ({!Preempt.request}), at the next
      safepoint of the fiber that runs, its tick handler and those of its ancestors are
      asked, the root-most first. The first that answers [Preempt] ends the asking, and
      the running fiber performs {!Preemption}: its innermost handler that takes it gets
      it, whoever answered. Fibers made by the ordinary functions have no tick handler;
      they are preempted as part of a preemptible one.

      A tick handler runs on the stack of the fiber that was interrupted, in the middle of
      its code: it must not depend on what that code is doing. Its effects are unhandled.
      If it raises, the exception is raised in the interrupted code. What it interrupted
      is not asked again while it runs. *)
  module Preemptible : sig
    type ('a, 'b) handler = {
      retc : 'a -> 'b;
      exnc : exn -> 'b;
      effc : 'c. 'c t -> (('c, 'b) continuation -> 'b) option;
      tickc : unit -> tick_outcome;
    }
    (** A handler of values, exceptions, effects and ticks. *)

    val match_with : ('c -> 'a) -> 'c -> ('a, 'b) handler -> 'b
    (** [match_with f x h] runs [f x] in a preemptible fiber under [h]. *)

    val try_with :
      on_tick:(unit -> tick_outcome) -> ('b -> 'a) -> 'b -> 'a effect_handler -> 'a
      (** [try_with ~on_tick f x h] is {!match_with} with values and exceptions passed
          through. *)
  end
end

(** Shallow handlers. *)
module Shallow : sig
  include module type of struct
    include Stdlib.Effect.Shallow
  end

  (** Shallow handlers that are asked at ticks: see {!Deep.Preemptible}. A fiber has the
      tick handler it was last continued with; continued by the ordinary function it has
      none. *)
  module Preemptible : sig
    type ('a, 'b) handler = {
      retc : 'a -> 'b;
      exnc : exn -> 'b;
      effc : 'c. 'c t -> (('c, 'a) continuation -> 'b) option;
      tickc : unit -> tick_outcome;
    }

    val continue_with : ('c, 'a) continuation -> 'c -> ('a, 'b) handler -> 'b
    (** @raise Continuation_already_resumed when it has been. *)

    val discontinue_with : ('c, 'a) continuation -> exn -> ('a, 'b) handler -> 'b
    (** @raise Continuation_already_resumed when it has been. *)

    val discontinue_with_backtrace :
      ('a, 'b) continuation -> exn -> Printexc.raw_backtrace -> ('b, 'c) handler -> 'c
      (** @raise Continuation_already_resumed when it has been. *)
  end
end
