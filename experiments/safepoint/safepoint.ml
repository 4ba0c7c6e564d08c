let knobs =
  [
    ("arm", Arm.names);
    ("tasks", [ "20"; "2"; "200" ]);
    ("domains", [ "1"; "2" ]);
    ("handler", [ "plain"; "allocating" ]);
    ("minor-heap", [ "default"; "256" ]);
    ("runtime", [ "release"; "debug-verified" ]);
    ("task", Work.names);
  ]

let missing is_there knob value reason =
  if is_there then [] else [ Fixture.{ knob; value; reason } ]

let not_applicable =
  missing Runtime_settings.has_debug_runtime "runtime" "debug-verified"
    "this OCaml was installed without its debug runtime"
  @ missing (Distribution_work.kinds <> []) "task" "testsuite"
    "this OCaml was installed without its distribution's tests; `preempt-lab toolchain \
     install` adds them to one that the lab has built"

let kept : int list ref = ref []
let allocate () = kept := List.init 200 Fun.id

let on_preempt chosen arm =
  let work =
    match Fixture.chosen chosen "handler" with "allocating" -> allocate | _ -> ignore
  in
  fun () ->
    if Telemetry.should_stop () then Arm.stop arm;
    Figures.update ();
    work ()

let run chosen =
  let number knob = int_of_string (Fixture.chosen chosen knob) in
  let { Telemetry.seed; rate_hz; _ } = Fixture.options chosen in
  let tasks = Work.tasks ~seed ~count:(number "tasks") (Fixture.chosen chosen "task") in
  let arm = Arm.start (Fixture.chosen chosen "arm") ~rate_hz in
  let scheduler = Preempting_scheduler.of_tasks tasks in
  let domain ~is_first () =
    let request = Arm.domain arm ~is_first in
    if is_first then Telemetry.run ();
    Preempting_scheduler.work scheduler ~request ~on_preempt:(on_preempt chosen arm)
  in
  Figures.start ();
  let others = number "domains" - 1 in
  let spawned = List.init others (fun _ -> Domain.spawn (domain ~is_first:false)) in
  domain ~is_first:true ();
  List.iter Domain.join spawned;
  Arm.stop arm;
  Figures.record ();
  Telemetry.Reached_cap

let () =
  Runtime_settings.apply ();
  Fixture.main ~not_applicable ~name:"safepoint" ~knobs run
