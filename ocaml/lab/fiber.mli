(** Performing an effect to give up the turn, and the handler that gives control back. *)

type _ Effect.t += Yield : unit Effect.t

type scheduler =
  | Plain  (** counts the effect and continues; allocates nothing of its own *)
  | Allocating  (** the same, and keeps a list of what it counted *)

val scheduler_names : (string * scheduler) list

val yield : unit -> unit
(** Performs {!Yield}. *)

val run : ?resuming:(unit -> unit) -> scheduler -> (unit -> unit) -> unit
(** Runs a function on a fiber whose [Yield] is caught, counted ([caught]) and
    continued at once, after a call of [resuming]. *)

val control : unit -> unit
(** Performs [Yield] from plain code under a handler, before the trial begins, and puts on
    record as [controlCaught] that it is caught there. *)

val grow : ?frames:int -> unit -> unit
(** Makes the current fiber's stack some hundred kilobytes large, or large enough for so
    many frames of 16 bytes or more. A fiber starts at 64 words (OCaml 5.3,
    [runtime/caml/config.h], [Stack_init]), less than the frame that the kernel pushes for
    a signal; it grows on a deep call and never shrinks. *)

val sync : unit -> unit
(** A call to C that does nothing. Like any such call, it stores the stack pointer and the
    allocation pointer where the runtime looks for them (OCaml 5.3, [runtime/amd64.S],
    [caml_c_call]). In between, OCaml code keeps both in registers, and the runtime's
    copies grow stale. *)
