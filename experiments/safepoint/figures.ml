open Preempt

let record () =
  let statistics = Statistics.read () in
  List.iter
    (fun (name, unit, count) -> Telemetry.measure name ~unit (float_of_int count))
    [
      ("requests", "requests", statistics.requests);
      ("preemptsAtPolls", "preempts", statistics.at_polls);
      ("preemptsAtAllocations", "preempts", statistics.at_allocations);
      ("distinctSafepoints", "safepoints", statistics.distinct_safepoints);
      ("deferredMasked", "requests", statistics.masked);
      ("deferredInCallback", "requests", statistics.in_callback);
      ("foundNoTask", "requests", statistics.idle);
      ("foundNoStack", "requests", statistics.no_stack);
    ]

let start () = Statistics.record_safepoints true

(* Often enough that a trial which dies leaves figures that are nearly right. *)
let every = 1_000

let updates = Atomic.make 0

let update () = if Atomic.fetch_and_add updates 1 mod every = 0 then record ()
