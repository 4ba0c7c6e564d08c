(** Signals to one thread of this process rather than to the process, as Go's runtime
    sends them to preempt a goroutine. *)

type t
(** A kernel thread by its thread id. Unlike a [pthread_t] squeezed into an [int], it
    stays meaningful when the thread has ended: a signal to it is then an error, not a
    wild access. The kernel reuses ids only once they wrap around. *)

val self : unit -> t

val id : t -> int
(** The kernel's thread id, as in [/proc/self/task]. *)

val send : t -> int -> (unit, [ `No_such_thread ]) result
(** Sends a signal, given by OCaml's number for it ([Sys.sigurg]), to this thread alone.

    @raise Invalid_argument when the kernel refuses the signal number. *)
