type driver = External | Sibling | Timer | Nobody

type options = {
  driver : driver;
  rate_hz : int;
  jitter : float;
  seed : int;
  cap : int;
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

external open_ : options -> unit = "lab_telemetry_open"
external is_watched : unit -> bool = "lab_telemetry_is_watched" [@@noalloc]
external claim_target : unit -> unit = "lab_telemetry_claim_target" [@@noalloc]
external run : unit -> unit = "lab_telemetry_run" [@@noalloc]
external attempted : unit -> unit = "lab_telemetry_attempted" [@@noalloc]
external completed : unit -> unit = "lab_telemetry_completed" [@@noalloc]
external caught : unit -> unit = "lab_telemetry_caught" [@@noalloc]
external verified : unit -> unit = "lab_telemetry_verified" [@@noalloc]
external should_stop : unit -> bool = "lab_telemetry_should_stop" [@@noalloc]
external block_signal : unit -> unit = "lab_telemetry_block_signal" [@@noalloc]
external end_ : ending -> string -> unit = "lab_telemetry_end" [@@noalloc]
external leave : int -> 'a = "lab_telemetry_leave"

external measure : string -> unit:string -> float -> unit
  = "lab_telemetry_measure"

external counts : unit -> counts = "lab_telemetry_counts"
