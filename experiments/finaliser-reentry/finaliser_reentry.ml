let kib = 1024

let c_stacks =
  [
    ("2M", 2048 * kib);
    ("256K", 256 * kib);
    ("512K", 512 * kib);
    ("1M", 1024 * kib);
    ("4M", 4096 * kib);
    ("8M", 8192 * kib);
  ]

(* In words of one fiber's stack, like l= in OCAMLRUNPARAM. *)
let ocaml_stacks = [ ("128Mw", 128 * kib * kib); ("8Kw", 8 * kib); ("16Kw", 16 * kib) ]

let knobs =
  [
    ("c-stack", List.map fst c_stacks);
    ("ocaml-stack", List.map fst ocaml_stacks);
    ("scheduler", [ "fiber"; "direct" ]);
    ("nested", [ "endless"; "ending" ]);
  ]

external limit_c_stack : int -> unit = "finaliser_reentry_limit_c_stack"

let depth = ref 0
let entries = ref 0
let finished = ref 0
let turns_of_buried = ref 0
let record name count = Telemetry.measure name ~unit:"tasks" (float_of_int count)

let short () =
  let sum = ref 0 in
  for i = 1 to 1_000 do
    sum := !sum + i
  done;
  if !sum <> 500_500 then raise (Task.Wrong_result "a short task gave a wrong sum");
  Telemetry.verified ();
  incr finished;
  record "tasksFinished" !finished

(* The finalisers that run on top of this task are triggered by its own allocations. If
   there were new entries since its last step, something ran on top of it, and yet it has
   another turn. *)
let step seen =
  ignore (Sys.opaque_identity (ref 0));
  if !entries > !seen then begin
    incr turns_of_buried;
    record "turnsOfBuried" !turns_of_buried
  end;
  seen := !entries

(* Never yields. *)
let endless () =
  let seen = ref !entries in
  while not (Telemetry.should_stop ()) do
    step seen
  done

let ending () =
  let seen = ref !entries in
  for _ = 1 to 100 do
    step seen
  done

let schedule run busy =
  let queue = Queue.of_seq (List.to_seq [ short; busy ]) in
  while not (Queue.is_empty queue) do
    run (Queue.pop queue)
  done

(* The runtime runs one finaliser at a time unless told that this one is over
   (stdlib/gc.mli, finalise_release). *)
let rec reenter schedule () =
  Telemetry.attempted ();
  Gc.finalise_release ();
  incr entries;
  incr depth;
  Telemetry.measure "depth" ~unit:"nestings" (float_of_int !depth);
  record "tasksUnreachable" !depth;
  arm schedule;
  schedule ();
  decr depth;
  record "tasksUnreachable" !depth;
  Telemetry.completed ()

and arm schedule = Gc.finalise_last (reenter schedule) (Sys.opaque_identity (ref 0))

let run chosen =
  let knob = Fixture.chosen chosen in
  let directly task = task () in
  let start = if knob "scheduler" = "fiber" then Fiber.run Plain else directly in
  limit_c_stack (List.assoc (knob "c-stack") c_stacks);
  (* Again, to record the bounds of the stack as they are now. *)
  Telemetry.claim_target ();
  let stack_limit = List.assoc (knob "ocaml-stack") ocaml_stacks in
  (* A small minor heap, so that the next finaliser comes soon. *)
  Gc.set { (Gc.get ()) with stack_limit; minor_heap_size = 4096 };
  List.iter (fun name -> record name 0)
    [ "tasksFinished"; "tasksUnreachable"; "turnsOfBuried" ];
  Telemetry.run ();
  let nested = if knob "nested" = "endless" then endless else ending in
  arm (fun () -> schedule start nested);
  schedule start endless;
  Telemetry.Reached_cap

let () = Fixture.main ~name:"finaliser-reentry" ~knobs run
