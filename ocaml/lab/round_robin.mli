(** A scheduler for preempted tasks that take turns. *)

val run : (unit -> unit) list -> unit
(** Runs each task on a fiber of its own, in the order given, on the calling thread. A
    task that performs {!Fiber.Yield} is counted ([caught]) and goes on when all the
    others have had their turn. Returns when all have ended.

    An exception from a task ends the run; the others are dropped where they are. *)
