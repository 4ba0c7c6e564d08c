(* How much work two tasks get done while they are preempted, against the same tasks left
   alone. An arm runs a fixed number of turns; each preempted one lies between two that
   are left alone. *)

type arm = Alone | Every of { usec : int; spinning : bool }

let alone = 0

(* A tick thread that spins for a tick that never comes: what spinning itself costs. *)
let never_usec = 1_000_000_000

let usecs = [ 1_000; 150; 50; 10; 5 ]

let arms ~spinning =
  let usecs = if spinning then never_usec :: usecs else usecs in
  List.map (fun usec -> Every { usec; spinning }) usecs

let kinds = [ ("tight", Work.tight); ("lists", Work.lists) ]

type time = { wall : int; thread : int; process : int }

let now () =
  {
    wall = Clock.wall_ns ();
    thread = Clock.thread_cpu_ns ();
    process = Clock.process_cpu_ns ();
  }

let timed work =
  let before = now () in
  work ();
  let after = now () in
  {
    wall = after.wall - before.wall;
    thread = after.thread - before.thread;
    process = after.process - before.process;
  }

let work ~turns task () =
  let bounded () = task turns in
  Round_robin.run [ bounded; bounded ]

let preempts () = Preempt.Statistics.(preempts (read ()))

let run_arm ~turns task = function
  | Alone -> timed (work ~turns task)
  | Every { usec; spinning } ->
    Preempt.spin spinning;
    Preempt.Domain.Tick.with_ ~interval_usec:usec (fun _ -> timed (work ~turns task))

let print ~round ~kind arm ~preempts { wall; thread; process } =
  let usec, spinning =
    match arm with
    | Alone -> (alone, false)
    | Every { usec; _ } when usec = never_usec -> (-1, true)
    | Every { usec; spinning } -> (usec, spinning)
  in
  Printf.printf {|{"round":%d,"kind":%S,"quantumUsec":%d,"spinning":%b,|} round kind usec
    spinning;
  Printf.printf {|"preempts":%d,"wallNs":%d,"threadNs":%d,"processNs":%d}|} preempts wall
    thread process;
  print_newline ()

let measure ~round ~turns (kind, task) arm =
  let before = preempts () in
  let time = run_arm ~turns task arm in
  print ~round ~kind arm ~preempts:(preempts () - before) time

(* The turns that take both tasks together so long. *)
let calibrate ~arm_ms task =
  let turns = 200_000 in
  let runs = List.init 5 (fun _ -> (timed (work ~turns task)).thread) in
  turns * arm_ms * 1_000_000 / List.fold_left min max_int runs

let run ~rounds ~arm_ms =
  Placement.tick_thread_elsewhere ();
  let calibrated =
    List.map (fun (kind, task) -> ((kind, task), calibrate ~arm_ms task)) kinds
  in
  for round = 0 to rounds do
    let in_turn = if round mod 2 = 0 then Fun.id else List.rev in
    let of_kind (kind, turns) =
      let of_arm arm =
        measure ~round ~turns kind arm;
        measure ~round ~turns kind Alone
      in
      measure ~round ~turns kind Alone;
      List.iter of_arm (in_turn (arms ~spinning:true @ arms ~spinning:false))
    in
    List.iter of_kind calibrated
  done
