(** Preemption for stock OCaml 5: fibers that are interrupted in the middle of their code,
    at the next poll or allocation, and go on later.

    [open Preempt] gives the modules by which OxCaml, whose runtime preempts by itself,
    offers it: code written for these compiles here once its mode annotations are gone.
    {!request} and {!mask} are this library's own.

    {[
      open Preempt

      let () =
        Domain.Tick.with_ ~interval_usec:1_000 @@ fun _ ->
        Effect.Deep.Preemptible.match_with compute ()
          {
            retc = Fun.id;
            exnc = raise;
            tickc = (fun () -> Preempt);
            effc =
              (fun (type a) (effect_ : a Effect.t) ->
                 match effect_ with
                 | Effect.Preemption ->
                   Some
                     (fun (k : (a, _) Effect.Deep.continuation) ->
                        answer_what_waits ();
                        Effect.Deep.continue k ())
                 | _ -> None);
          }
    ]}

    Native code on amd64 Linux, OCaml 5.0 to 5.5, without frame pointers or
    ThreadSanitizer; anything else is refused when it is compiled or linked.

    A child of [Unix.fork] goes on being preempted as its parent was. From the end of the
    process on, when the functions of [at_exit] have come to this library's, nothing is
    preempted any more, and no scope ticks. *)

module Effect = Preempt_effect
module Domain = Preempt_domain
module Modes = Preempt_modes
module Atomic = Preempt_atomic
module Semaphore = Preempt_semaphore
module Statistics = Preempt_statistics

module Scheduler = Preempt_scheduler
(** For those who just want threads. *)

include module type of struct include Preempt_or_null end

type target
(** A domain that can be asked. It stays one domain's when that has ended. *)

val self : unit -> target
(** The calling domain. *)

val request : target -> unit
(** Asks for a preemption of whatever fiber runs on a domain: at its next safepoint the
    tick handlers are asked, as at a tick. For any thread, domain or signal handler (also
    of C: [preempt_request] in [preempt.h]). Asking a domain that has ended does nothing.
    Asking again before the first request is served adds nothing. A request that finds no
    preemptible fiber is used up; one that finds a mask or code called by C is served
    afterwards. *)

val mask : (unit -> 'a) -> 'a
(** [mask f] is [f ()], run without being preempted. For sections that another task on the
    same thread must not meet half done: those that hold a [Mutex] (locking it again on
    the same thread is an error), that force a [Lazy.t] which others force as well, that
    change what tasks share. A request that came meanwhile is served on leaving.

    It belongs to the preemptible fiber that calls it and can be nested; a fiber that
    performs an effect inside stays masked when it is continued, and masks no other. Ticks
    go on to be counted ({!Statistics.t.masked}). Outside a preemptible fiber it does
    nothing more than to call [f]. *)

val always : unit -> Effect.tick_outcome
(** {!Effect.always}. *)

type delivery =
  | Store  (** a store to memory that the domain's code reads anyway; the default *)
  | Signal of int  (** a signal (its OCaml number) to the domain's thread *)

val deliver_by : delivery -> unit
(** Chooses how requests and ticks reach a domain from now on. A signal interrupts system
    calls, which are restarted where the system restarts them, and takes some
    microseconds; its handler belongs to this library then. A signal goes to the thread
    that last came back from a blocking call, made a preemptible fiber or asked for ticks
    on the domain; if that has ended, the request is delivered by store.

    @raise Invalid_argument when the signal cannot be handled. *)

val spin : bool -> unit
(** Whether the tick thread waits for the next tick by spinning, for intervals shorter
    than the system can sleep. It keeps one processor busy while a scope is open. Off at
    first. *)
