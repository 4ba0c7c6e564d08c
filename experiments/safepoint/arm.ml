open Preempt

type t = Ticks of Domain.Tick.t | Signals | Every_safepoint

let names = [ "store"; "signal"; "every-safepoint" ]

(* For shorter intervals, a thread that sleeps between ticks wakes up too late. *)
let shortest_sleep_usec = 100

let ticks ~interval_usec =
  spin (interval_usec < shortest_sleep_usec);
  Ticks (Domain.Tick.acquire ~interval_usec)

let start name ~rate_hz =
  match name with
  | "signal" -> Signals
  | "every-safepoint" -> Every_safepoint
  | _ -> ticks ~interval_usec:(max 1 (1_000_000 / rate_hz))

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
