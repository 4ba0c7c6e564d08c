(* What a turn through the scheduler's queue costs: yielded, preempted, or not taken. *)

type arm = { name : string; run : tasks:int -> turns:int -> unit }

(* The scheduler allocates when it starts a task and would be asked there, where nothing
   can be preempted. So a task begins by waiting for its next turn. *)
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

let timed work =
  let cpu = Clock.thread_cpu_ns () and wall = Clock.wall_ns () in
  work ();
  (Clock.thread_cpu_ns () - cpu, Clock.wall_ns () - wall)

let print ~round ~tasks ~arm ~switches ~preempts (cpu, wall) =
  Printf.printf {|{"round":%d,"tasks":%d,"arm":%S,|} round tasks arm;
  Printf.printf {|"switches":%d,|} switches;
  Printf.printf {|"preempts":%d,"cpuNs":%d,"wallNs":%d}|} preempts cpu wall;
  print_newline ()

let measure ~round ~tasks ~switches { name; run } =
  let before = preempts () in
  let time = timed (fun () -> run ~tasks ~turns:(switches / tasks)) in
  print ~round ~tasks ~arm:name ~switches ~preempts:(preempts () - before) time

(* The request by itself, which is part of the preempt here but is made by another thread
   when the library ticks. *)
let measure_request ~round ~switches =
  let self = Preempt.self () in
  let time = timed (fun () -> request_many self switches) in
  print ~round ~tasks:0 ~arm:"request" ~switches ~preempts:0 time

let run ~rounds ~switches =
  ignore (Placement.pin_to 0);
  for round = 0 to rounds do
    let in_turn = if round mod 2 = 0 then arms else List.rev arms in
    List.iter
      (fun tasks -> List.iter (measure ~round ~tasks ~switches) in_turn)
      [ 2; 20 ];
    measure_request ~round ~switches
  done
