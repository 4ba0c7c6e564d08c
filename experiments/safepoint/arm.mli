(** What requests preemptions. *)

type t

val names : string list
(** [store]: the library's own ticker stores to the domain's memory, at the trial's rate.
    [signal]: the handler of a signal that the harness sends does so. [every-safepoint]:
    the domain does so itself, each time before a task goes on. *)

val start : string -> rate_hz:int -> t

val domain : t -> is_first:bool -> unit -> unit
(** Makes the calling domain a target of requests. The harness signals the first one.

    @return what is to be called right before a task goes on *)

val stop : t -> unit
(** Stops for good. The harness stops by itself. *)
