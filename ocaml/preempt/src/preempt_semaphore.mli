(** [Stdlib.Semaphore], masked ({!Preempt.mask}): its functions lock a mutex of their own,
    which another task of the same thread must not meet locked. [acquire] blocks the
    thread, as any call that blocks does: among tasks of one worker use [try_acquire] and
    {!Preempt_scheduler.yield}. *)

module Counting : sig
  include module type of struct
    include Stdlib.Semaphore.Counting
  end
end

module Binary : sig
  include module type of struct
    include Stdlib.Semaphore.Binary
  end
end
