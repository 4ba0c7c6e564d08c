(** What was asked of all domains so far, and what became of it. *)

type t = {
  requests : int;  (** ticks, per domain, and calls of {!Preempt.request} *)
  at_polls : int;  (** preemptions at a poll, in a loop or a function *)
  at_allocations : int;  (** preemptions at an allocation *)
  refused : int;  (** every tick handler answered [Continue] *)
  masked : int;
  (** times a request found {!Preempt.mask}; it is served when the mask is left *)
  in_callback : int;
  (** times a request found code that C had called; it is served afterwards *)
  no_stack : int;  (** given up because the fiber's stack is at the limit *)
  idle : int;  (** used up where there was no preemptible fiber: by a scheduler *)
  too_soon : int;
  (** ticks that came before a fiber had run for as long as a preempt below many handlers
      took, its own or the one before its turn; the next tick serves *)
  late : int;
  (** ticks that found the one before unserved: C code that takes its time, code
      without safepoints ([\[@poll error\]]), a mask, a blocking call *)
  distinct_safepoints : int;
  (** places in the program where a fiber was preempted, while {!record_safepoints}
      was on *)
}

val read : unit -> t
(** The counts since the process began. *)

val preempts : t -> int
(** [at_polls + at_allocations]. *)

val record_safepoints : bool -> unit
(** Switches the counting of distinct safepoints on or off; off at first. Up to 65,536 are
    told apart. *)

val record_latencies : bool -> unit
(** Switches the recording of latencies on or off; off at first. Two readings of the clock
    for each request when on. *)

val latencies_ns : unit -> (int * int) list
(** How long requests took to be served, of those that led to a preemption: [(ns, count)]
    for each bucket of the histogram that counted any, the shortest first; [ns] is its
    lower bound, in nanoseconds. Buckets are exact below 32 ns and a sixteenth wide above.
    The clock is [CLOCK_MONOTONIC]. *)
