type hook = External_interrupt | Wrapped_collection

let hooks =
  [
    ("external-interrupt", External_interrupt);
    ("wrapped-collection", Wrapped_collection);
  ]

let knobs =
  [
    ("hook", List.map fst hooks);
    ("resume", [ "immediate"; "round-robin" ]);
    ("task", [ "loop"; "allocating" ]);
    ("handler", List.map fst Fiber.scheduler_names);
    ("turns", [ "different"; "alike" ]);
  ]

external install : hook -> (unit -> unit) -> unit = "gc_tail_install"
external allow : unit -> unit = "gc_tail_allow" [@@noalloc]

(* Allocated last before a call returns, and so the first block to be overwritten if the
   block that the task is about to allocate is not where the task expects it. *)
type canary = { first : int; second : int }

let latest = ref { first = 0; second = 0 }
let calls = ref 0
let damaged = ref 0

let check_latest () =
  let { first; second } = !latest in
  if first <> !calls || second <> !calls then begin
    incr damaged;
    Telemetry.measure "damagedBlocks" ~unit:"blocks" (float_of_int !damaged)
  end

let preempt () =
  check_latest ();
  Fiber.yield ();
  incr calls;
  latest := { first = !calls; second = !calls }

(* The tasks that take turns, [first] among them. *)
let company first = function
  | "alike" -> List.map (fun _ -> first) Task.names
  | _ -> first :: List.filter (( <> ) first) Task.names

(* Calls are allowed again once a task that nothing has preempted yet runs. *)
let preemptible task () =
  allow ();
  Task.run task

let run chosen =
  let knob = Fixture.chosen chosen in
  let first = knob "task" in
  let tasks = List.map (fun name -> Task.named name) (company first (knob "turns")) in
  Telemetry.measure "outOfOrderReturns" ~unit:"returns" 0.;
  Telemetry.measure "damagedBlocks" ~unit:"blocks" 0.;
  install (List.assoc (knob "hook") hooks) preempt;
  Telemetry.run ();
  if knob "resume" = "round-robin" then Round_robin.run (List.map preemptible tasks)
  else begin
    let scheduler = List.assoc (knob "handler") Fiber.scheduler_names in
    Fiber.run scheduler (preemptible (List.hd tasks))
  end;
  check_latest ();
  if !damaged > 0 then raise (Task.Wrong_result "a block was overwritten");
  Telemetry.Reached_cap

let () = Fixture.main ~name:"gc-tail" ~knobs run
