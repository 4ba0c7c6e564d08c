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

(* The collector takes the place where the last call to C or to the collector left its
   return address for the top of a stack (OCaml 5.1 to 5.5, runtime/amd64.S,
   SWITCH_OCAML_TO_C; runtime/fiber.c, scan_stack_frames). [Fiber.sync] leaves it just
   below its caller's frame, where it stays as long as the caller makes no further
   calls. *)
let[@inline never] call_c () = Fiber.sync ()
let[@inline never] nothing () = ()

(* No register survives a call: all five are on the stack meanwhile, without a gap. *)
let[@inline never] spill a b c d e =
  nothing ();
  a + b + c + d + e

(* The frame of [call_c] is gone, and an integer of [spill]'s lies where its call to C
   left the return address. No frame has that for a return address, and the collector
   follows the NULL that it finds (runtime/frame_descriptors.c, caml_find_frame_descr). *)
let go_stale () =
  call_c ();
  ignore (spill 1 2 3 4 5)

(* The first signal may come within [Telemetry.run], a [noalloc] call to C, which leaves
   no top of the stack. So [entering] is also called before it, not only by the task's
   pieces. *)
let busy entering task () =
  Telemetry.claim_target ();
  become_busy ();
  let finally () =
    Telemetry.block_signal ();
    announce_end ()
  in
  Fun.protect ~finally (fun () ->
      entering ();
      Telemetry.run ();
      Task.run task)

let count name = Telemetry.measure name ~unit:"domains"

(* Each step of a swap that stops all domains needs an answer from the parked domain. *)
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
  let entering = if knob "registers" = "synced" then Fiber.sync else go_stale in
  let task = Task.named ~entering (knob "task") in
  let work = Task.named "allocating" in
  List.iter (fun name -> count name 0.)
    [ "replacementsSpawned"; "replacementsFinished"; "swaps" ];
  install (List.assoc (knob "park") parks) ~guard:(knob "guard" = "pc");
  let suspended = Domain.spawn (busy entering task) in
  serve work 1;
  Domain.join suspended;
  Telemetry.Reached_cap

let () = Fixture.main ~name:"domain-swap" ~knobs run
