type park = In_handler | In_blocking_section | At_safepoint

let parks =
  [
    ("handler", In_handler);
    ("handler-blocking-section", In_blocking_section);
    ("safepoint", At_safepoint);
  ]

let knobs =
  [
    ("park", List.map fst parks);
    ("task", [ "loop"; "allocating"; "keeping" ]);
    ("guard", [ "none"; "pc" ]);
    ("registers", [ "synced"; "stale" ]);
  ]

external install : park -> guard:bool -> unit = "domain_swap_install"
external become_busy : unit -> unit = "domain_swap_become_busy"
external announce_end : unit -> unit = "domain_swap_announce_end"
external await_parked : unit -> bool = "domain_swap_await_parked"
external release : unit -> unit = "domain_swap_release"

let busy task () =
  Telemetry.claim_target ();
  become_busy ();
  let finally () =
    Telemetry.block_signal ();
    announce_end ()
  in
  Fun.protect ~finally (fun () ->
      Telemetry.run ();
      Task.run task)

let count name = Telemetry.measure name ~unit:"domains"

(* Each step of a swap that stops all domains needs an answer from the parked one. *)
let swap work nth =
  let nth = float_of_int nth in
  let replacement =
    Domain.spawn (fun () ->
        Task.run_piece work;
        Gc.minor ())
  in
  count "replacementsSpawned" nth;
  Domain.join replacement;
  count "replacementsFinished" nth;
  Gc.full_major ();
  release ();
  count "swaps" nth

let rec serve work nth =
  if await_parked () then begin
    swap work nth;
    serve work (nth + 1)
  end

let run chosen =
  let knob = Fixture.chosen chosen in
  let entering = if knob "registers" = "synced" then Fiber.sync else ignore in
  let task = Task.named ~entering (knob "task") in
  let work = Task.named "allocating" in
  List.iter (fun name -> count name 0.)
    [ "replacementsSpawned"; "replacementsFinished"; "swaps" ];
  install (List.assoc (knob "park") parks) ~guard:(knob "guard" = "pc");
  let suspended = Domain.spawn (busy task) in
  serve work 1;
  Domain.join suspended;
  Telemetry.Reached_cap

let () = Fixture.main ~name:"domain-swap" ~knobs run
