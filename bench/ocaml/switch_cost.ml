(* What a turn through the scheduler's queue costs: yielded, preempted, or not taken. *)

type arm = { name : string; run : tasks:int -> turns:int -> unit }

(* The scheduler allocates when it starts a task and would be asked there, where nothing can
   be preempted. So a task begins by waiting for its next turn. *)
let each tasks task turns =
  List.init tasks (fun _ () ->
      Round_robin.yield ();
      task turns)

let[@inline never] yielding turns =
  let sum = ref 1 in
  for i = 1 to turns do
    Round_robin.yield ();
    sum := Work.mix !sum i
  done;
  ignore (Sys.opaque_identity !sum)

let arms =
  [
    {
      name = "yield";
      run = (fun ~tasks ~turns -> Round_robin.run (each tasks yielding turns));
    };
    {
      name = "preempt";
      run =
        (fun ~tasks ~turns ->
           Round_robin.run ~every_poll:true (each tasks Work.tight turns));
    };
    {
      name = "neither";
      run =
        (fun ~tasks ~turns -> Round_robin.run (each tasks Work.tight turns));
    };
  ]

external request_many : Preempt.target -> int -> unit = "bench_request_many" [@@noalloc]

let preempts () = Preempt.Statistics.(preempts (read ()))

let measure ~round ~tasks ~switches arm =
  let before = preempts () in
  let cpu = Clock.thread_cpu_ns () and wall = Clock.wall_ns () in
  arm.run ~tasks ~turns:(switches / tasks);
  let cpu = Clock.thread_cpu_ns () - cpu and wall = Clock.wall_ns () - wall in
  Printf.printf
    {|{"round":%d,"tasks":%d,"arm":%S,"switches":%d,"preempts":%d,"cpuNs":%d,"wallNs":%d}|}
    round tasks arm.name switches
    (preempts () - before)
    cpu wall;
  print_newline ()

(* The request by itself, which is part of the preempt here but is made by another thread
   when the library ticks. *)
let measure_request ~round ~switches =
  let cpu = Clock.thread_cpu_ns () and wall = Clock.wall_ns () in
  request_many (Preempt.self ()) switches;
  let cpu = Clock.thread_cpu_ns () - cpu and wall = Clock.wall_ns () - wall in
  Printf.printf
    {|{"round":%d,"tasks":0,"arm":"request","switches":%d,"preempts":0,"cpuNs":%d,"wallNs":%d}|}
    round switches cpu wall;
  print_newline ()

let run ~rounds ~switches =
  ignore (Placement.pin_to 0);
  for round = 0 to rounds do
    let in_turn = if round mod 2 = 0 then arms else List.rev arms in
    List.iter
      (fun tasks -> List.iter (measure ~round ~tasks ~switches) in_turn)
      [ 2; 20 ];
    measure_request ~round ~switches
  done
