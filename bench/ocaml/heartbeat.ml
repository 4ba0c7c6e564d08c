(* The worst gap between two beats of a task that wants to beat every millisecond beside
   busy ones: under the library, and as systhreads. *)

let busy_tasks = 8
let beat_ns = 1_000_000

(* A tight loop that looks at the clock too seldom for it to matter. *)
let busy_until end_ns () =
  while Clock.wall_ns () < end_ns do
    Work.tight 10_000
  done

(* Beats until the end, waiting in between.
   @return the longest time between two beats *)
let worst_gap ~wait end_ns =
  let last = ref (Clock.wall_ns ()) and worst = ref 0 in
  while !last < end_ns do
    wait (!last + beat_ns);
    let now = Clock.wall_ns () in
    worst := max !worst (now - !last);
    last := now
  done;
  !worst

let yield_until deadline_ns =
  while Clock.wall_ns () < deadline_ns do
    Round_robin.yield ()
  done

let under_library ~usec end_ns =
  let worst = ref 0 in
  let heart () = worst := worst_gap ~wait:yield_until end_ns in
  let busy = List.init busy_tasks (fun _ -> busy_until end_ns) in
  Preempt.Domain.Tick.with_ ~interval_usec:usec (fun _ ->
      Round_robin.run (heart :: busy));
  !worst

let sleep_until deadline_ns =
  Thread.delay (float (deadline_ns - Clock.wall_ns ()) /. 1e9)

let thread_yield_until deadline_ns =
  while Clock.wall_ns () < deadline_ns do
    Thread.yield ()
  done

let with_systhreads ~wait end_ns =
  let busy = List.init busy_tasks (fun _ -> Thread.create (busy_until end_ns) ()) in
  let worst = worst_gap ~wait end_ns in
  List.iter Thread.join busy;
  worst

let arms =
  [
    ("ticks of 1 ms", under_library ~usec:1_000);
    ("ticks of 100 us", under_library ~usec:100);
    ("systhreads, delay", with_systhreads ~wait:sleep_until);
    ("systhreads, yield", with_systhreads ~wait:thread_yield_until);
  ]

let measure ~round ~arm_ms (name, worst_gap_until) =
  let worst = worst_gap_until (Clock.wall_ns () + (arm_ms * 1_000_000)) in
  Printf.printf {|{"round":%d,"arm":%S,"worstNs":%d}|} round name worst;
  print_newline ()

let run ~rounds ~arm_ms =
  Placement.tick_thread_elsewhere ();
  for round = 0 to rounds do
    let in_turn = if round mod 2 = 0 then arms else List.rev arms in
    List.iter (measure ~round ~arm_ms) in_turn
  done
