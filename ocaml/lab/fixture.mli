(** The command line and the life of a fixture's process. *)

type knobs
(** The values chosen for this trial. *)

val chosen : knobs -> string -> string
(** The value of a knob.

    @raise Not_found when the fixture declared no such knob. *)

val options : knobs -> Telemetry.options
(** How this trial is driven. *)

type not_applicable = { knob : string; value : string; reason : string }
(** A value of a knob that this fixture cannot have with the OCaml that compiled it, and
    why. *)

val main :
  ?not_applicable:not_applicable list ->
  name:string ->
  knobs:(string * string list) list ->
  (knobs -> Telemetry.ending) ->
  unit
(** [main ~name ~knobs body] reads the command line, opens the telemetry, runs [body] on
    the thread that is to be signalled and publishes how it ended. [knobs] lists the
    values of each knob, the default first; the lab leaves out those in [not_applicable].

    An exception from [body] is an ending too: {!Task.Wrong_result} is a wrong result,
    [Effect.Unhandled] and [Stack_overflow] are what they say, and all others are fatal
    errors. *)
