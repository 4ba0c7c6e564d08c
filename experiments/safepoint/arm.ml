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

let request_of target () = if not (Telemetry.should_stop ()) then request target

let domain t ~is_first =
  let target = self () in
  match t with
  | Ticks _ -> ignore
  | Signals ->
    listen target is_first;
    ignore
  | Every_safepoint -> request_of target
