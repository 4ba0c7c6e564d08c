(** Tasks that never yield take turns, each on a preemptible fiber, on one or several
    domains. A task that was preempted on one domain may go on on another. *)

type t

val of_tasks : (unit -> unit) list -> t

val work : t -> request:(unit -> unit) -> on_preempt:(unit -> unit) -> unit
(** What each domain does: it gives turns until all tasks have ended, and counts each
    preempt (attempted, caught, and completed once the task has run on). [request] is
    called right before a task goes on, and [on_preempt] when one was preempted.

    @raise e what a task raised; the other tasks are dropped where they are. *)
