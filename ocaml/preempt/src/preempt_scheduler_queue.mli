(** The tasks that wait for a turn of one worker: a first-in first-out lane per priority
    under one mutex, for any thread and domain.

    Callers are not preempted in here: they are on a worker's own stack, or masked. *)

type 'a t

type priority = High | Normal | Low

val create : nothing:'a -> 'a t
(** An empty queue.
    @param nothing what {!take} gives when there is nothing to take *)

val push : 'a t -> priority -> 'a -> int
(** Puts an item at the end of its lane. Gives how many items of any priority there were
    before. *)

val take : 'a t -> 'a
(** Takes the first item of a lane, or gives [nothing]. Of each 16 items taken, 12 are
    [High] ones if there are any, 3 [Normal] ones and 1 a [Low] one; a turn that its lane
    cannot use goes to the highest of the others. *)
