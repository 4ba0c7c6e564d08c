let knobs =
  [
    ("linked", [ "no"; "yes" ]);
    ("task", [ "loop"; "keeping" ]);
    ("newcomer", [ "loop"; "allocating" ]);
  ]

external install : (unit -> unit) -> linked:bool -> unit = "custom_stack_install"

(* Shorter than a task's piece: one of these is run for each signal. *)
let steps = 1_000

let sum_in_loop () =
  let sum = ref 0 in
  for i = 1 to steps do
    sum := !sum + i
  done;
  !sum

let sum_of_list () =
  let numbers = ref [] in
  for i = 1 to steps do
    numbers := i :: !numbers
  done;
  List.fold_left ( + ) 0 !numbers

let finished = ref 0

(* It cannot raise: nobody on its stack would catch the exception. *)
let newcomer compute () =
  if compute () <> steps * (steps + 1) / 2 then begin
    Telemetry.end_ Wrong_result "the newcomer gave a wrong sum";
    Telemetry.leave 1
  end;
  incr finished;
  Telemetry.measure "newcomersFinished" ~unit:"tasks" (float_of_int !finished)

let run chosen =
  let knob = Fixture.chosen chosen in
  let task = Task.named (knob "task") in
  let compute = if knob "newcomer" = "loop" then sum_in_loop else sum_of_list in
  Telemetry.measure "newcomersFinished" ~unit:"tasks" 0.;
  install (newcomer compute) ~linked:(knob "linked" = "yes");
  Gc.full_major ();
  Telemetry.run ();
  Task.run task;
  Telemetry.Reached_cap

let () = Fixture.main ~name:"custom-stack" ~knobs run
