(** A task's life: how it starts, gives way, waits, ends and is cancelled. *)

open Preempt_scheduler_pool

exception Cancelled

type 'a state =
  | Unfinished of waiter list  (** those who wait for it, the last first *)
  | Finished of ('a, failure) result

type 'a t = { fiber : fiber; state : 'a state Atomic.t }

(** What tasks ask of the worker that runs them. *)
type _ Effect.t +=
  | Yield : unit Effect.t
  | Worker : worker Effect.t
  | Await : 'a state Atomic.t -> unit Effect.t
  (** comes back when that task has finished, or earlier: with {!Cancelled} *)

val start : ?leads:bool -> worker -> Queue.priority -> (unit -> 'a) -> 'a t
(** A new task in a worker's queue. Not for code that can be preempted.
    @param leads whether its failure has all others cancelled (default: no) *)

val work : worker -> unit
(** Runs tasks until the pool is closed, on the caller's stack. *)

val cancel : 'a t -> unit
(** Not for code that can be preempted. *)

val forget_woken : 'a state Atomic.t -> unit
(** Drops the waiters of an unfinished task that were woken by a cancellation. *)
