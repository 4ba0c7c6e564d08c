(** Work that checks its own result, piece by piece.

    A piece takes about half a millisecond and gives a checksum that is known from running
    it once while nothing preempts, so that a wrong result is noticed soon after the
    preempt that caused it. *)

type t

exception Wrong_result of string

val names : string list
(** [loop]: integers in registers, no allocation. [calling]: the same, but some calls deep
    for less than a hundredth of its time; [rarely-calling]: for a sixtieth of that.
    [allocating]: short-lived lists. [keeping]: one list that outlives a minor heap.
    [floats]: floating-point registers. [exceptions]: traps set and raised. *)

val named : ?entering:(unit -> unit) -> string -> t
(** Runs the task's piece once to learn its checksum: call it before signals arrive.
    Each piece calls [entering] first, from the frame that then does the work.

    @raise Not_found when there is no such task. *)

val of_piece : string -> (unit -> int) -> t
(** A fixture's own kind of work, given by what one piece of it does and returns. Runs it
    once, as {!named} does. *)

val run_piece : t -> unit
(** Runs one piece and puts it on record.

    @raise Wrong_result
      when its checksum is not the known one, with the signal blocked. *)

val run : t -> unit
(** Runs pieces until the trial is to stop, and then one more. The signal is blocked on
    return.

    @raise Wrong_result as {!run_piece} does. *)
