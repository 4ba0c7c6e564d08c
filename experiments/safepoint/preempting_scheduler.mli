(** Tasks that never yield take turns, each on a preemptible fiber, on one domain or on
    several: one that was preempted on a domain may go on on another. *)

type t

val of_tasks : (unit -> unit) list -> t

val work : t -> request:(unit -> unit) -> on_preempt:(unit -> unit) -> unit
(** What each domain does: gives turns until all tasks have ended, counting each preempt
    (attempted, caught, and completed once the task has run on). [request] is called right
    before a task goes on, and [on_preempt] when one was preempted.

    @raise e what a task raised; the others are dropped where they are. *)
