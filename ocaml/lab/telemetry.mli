(** What happens to a trial, in memory shared with the harness.

    Thin bindings to [native/fixture/fixture.h], which says what each one means. *)

type driver = External | Sibling | Timer | Nobody

type options = {
  driver : driver;
  rate_hz : int;
  jitter : float;  (** share of a period *)
  seed : int;
  cap : int;  (** attempts *)
}

type ending =
  | Reached_cap
  | Finished
  | Unhandled
  | Wrong_result
  | Stack_overflow
  | Fatal_error

type counts = {
  received : int;
  attempts : int;
  skipped : int;
  caught : int;
  completed : int;
  verified_pieces : int;
}

val open_ : options -> unit
(** Exits with 70 when the harness speaks another version of the telemetry. *)

val is_watched : unit -> bool
(** Whether the harness started this process, or somebody did by hand. *)

val claim_target : unit -> unit
(** Makes the calling thread the one to signal. The signal stays blocked until
    [run]. *)

val run : unit -> unit
(** To be called by the target, at the place where it may be preempted. *)

val attempted : unit -> unit
(** Code that was called back tries to preempt; [completed] when the task runs on. *)

val completed : unit -> unit

val caught : unit -> unit
(** The effect reached the scheduler. *)

val verified : unit -> unit
val should_stop : unit -> bool
val block_signal : unit -> unit

val end_ : ending -> string -> unit
(** Publishes how the task ended, with the signal blocked beforehand. *)

val leave : int -> 'a
(** Ends the process at once with this exit code, without [at_exit] or finalisers. A heap
    that preemption has damaged is not touched again. *)

val measure : string -> unit:string -> float -> unit
(** Puts a named figure on record. *)

val counts : unit -> counts
