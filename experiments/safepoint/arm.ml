open Preempt

type t = Ticks of Domain.Tick.t | Signals | Every_safepoint

let names = [ "store"; "signal"; "every-safepoint" ]

let start name ~rate_hz =
  match name with
  | "signal" -> Signals
  | "every-safepoint" -> Every_safepoint
  | _ -> Ticks (Domain.Tick.acquire ~interval_usec:(max 1 (1_000_000 / rate_hz)))

let stop = function
  | Ticks scope -> Domain.Tick.release scope
  | Signals | Every_safepoint -> ()

external listen : target -> bool -> unit = "safepoint_listen"

let request_here () = if not (Telemetry.should_stop ()) then request (self ())

let domain t ~is_first =
  match t with
  | Ticks _ -> ignore
  | Signals ->
    listen (self ()) is_first;
    ignore
  | Every_safepoint -> request_here
