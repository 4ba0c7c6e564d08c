(** What the tasks of one [run] share: workers, their queues, and who sleeps.

    Everything here may be called on a worker's own stack, in a masked section, or by any
    other thread, but not by code that can be preempted. *)

module Queue = Preempt_scheduler_queue

(** How a task failed. *)
type failure = {
  exn : exn;
  backtrace : Printexc.raw_backtrace;
  mutable seen : bool;  (** somebody joined the task or asked for its result *)
}

type failures
(** Those of a pool that may still have to be reported. *)

type continuation = (unit, unit) Effect.Deep.continuation

type t = {
  mutable workers : worker array;
  ready : int Atomic.t;
  (** turns in all queues; for a moment less than that while one is put *)
  idle : int Atomic.t;  (** workers that sleep or are about to *)
  unfinished : int Atomic.t;  (** tasks *)
  over : bool Atomic.t;  (** workers leave *)
  stopping : bool Atomic.t;  (** every task is to be cancelled once *)
  failures : failures Atomic.t;
  mutex : Mutex.t;
  work_or_end : Condition.t;
}

(** One thread that runs tasks, on a domain of its own or that of the caller of [run]. *)
and worker = {
  pool : t;
  index : int;
  queue : turn Queue.t;
  mutable target : int;  (** its domain, for {!interrupt} *)
}

(** What the scheduler knows of a task that does not depend on its type. *)
and fiber = {
  priority : Queue.priority;
  leads : bool;  (** if it fails, the pool stops *)
  mutable worker : worker;  (** that ran it last, or is to run it *)
  runner : int Atomic.t;  (** the target it runs on, or {!nobody} *)
  cancel : bool Atomic.t;  (** to be raised in it at its next turn *)
  mutable cancelled : bool;  (** it was, at least once *)
  mutable stopped : bool;  (** it was cancelled because the pool stops *)
  waiter : waiter option Atomic.t;  (** when it last waited in a join *)
}

(** A fiber that waits in a join. Whoever takes the continuation out resumes it. *)
and waiter = { fiber : fiber; continuation : continuation option Atomic.t }

and turn =
  | Nothing
  | Start of { fiber : fiber; body : unit -> unit; abandon : unit -> unit }
  (** [abandon] instead of [body] when it was cancelled before *)
  | Resume of fiber * continuation

val nobody : int
(** The target of no domain. *)

val self : unit -> int
(** The target of the calling domain. *)

val note : t -> failure -> unit
(** Keeps a failure for the end of the run. Those that are [seen] are let go of by and by,
    so that what is kept grows with the others only. *)

val failures : t -> failure list
(** Those kept, in the order in which they were noted; some may be [seen]. *)

val interrupt : int -> unit
(** Asks a target to preempt. *)

val create : workers:int -> t
val fiber : leads:bool -> Queue.priority -> worker -> fiber

val submit : fiber -> turn -> unit
(** Puts a turn into the queue of the fiber's worker, who may be busy or asleep: if any
    worker sleeps, one is woken. *)

val give_back : fiber -> continuation -> unit
(** Puts a fiber that was preempted or yields to the end of its queue. For its worker
    only, who is about to take a turn: wakes another only if there are more. *)

val stop : t -> unit
(** Has every task cancelled. *)

val close : t -> unit
(** Makes the workers leave, as soon as the tasks they run can be preempted. *)

val next : worker -> turn
(** The next turn of a worker: from its own queue, else from another's; sleeps until there
    is one. [Nothing] when the pool is closed. *)
