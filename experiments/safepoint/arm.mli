(** What asks for preemptions. *)

type t

val names : string list
(** [store]: the library's own ticker stores to the domain's memory, at the trial's rate.
    [signal]: so does the handler of a signal that the harness sends. [every-safepoint]:
    the domain itself, each time before a task goes on. *)

val start : string -> rate_hz:int -> t

val domain : t -> is_first:bool -> unit -> unit
(** Makes the calling domain one that is asked. The harness signals the first one.

    @return what is to be called right before a task goes on *)

val stop : t -> unit
(** For good. The harness stops by itself. *)
