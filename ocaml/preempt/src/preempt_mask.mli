(** Sections that must not be preempted. *)

val mask : (unit -> 'a) -> 'a
(** See {!Preempt.mask}. *)
