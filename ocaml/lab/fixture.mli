(** The command line and the life of a fixture's process. *)

type knobs
(** The values chosen for this trial. *)

val chosen : knobs -> string -> string
(** The value of a knob.

    @raise Not_found when the fixture declared no such knob. *)

val options : knobs -> Telemetry.options
(** How this trial is driven. *)

type not_applicable = { knob : string; value : string; reason : string }
(** A value of a knob that the OCaml it was compiled with cannot have, and why. *)

val main :
  ?not_applicable:not_applicable list ->
  name:string ->
  knobs:(string * string list) list ->
  (knobs -> Telemetry.ending) ->
  unit
(** [main ~name ~knobs body] reads the command line, opens the telemetry, runs [body] on
    the thread that is to be signalled and publishes how it ended. [knobs] lists the
    values of each, the default first; the lab leaves out those [not_applicable].

    What [body] raises is an ending too: {!Task.Wrong_result} a wrong result,
    [Effect.Unhandled] and [Stack_overflow] what they say, all else a fatal error. *)
