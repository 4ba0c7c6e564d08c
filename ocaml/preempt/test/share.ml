(* However deep a task is in handlers, it gets on: a preempt that takes longer than a
   quantum is paid for by a share of the turns. *)

open Preempt

let turns = ref 0

let rec below_handlers n f =
  if n = 0 then f ()
  else
    Effect.Deep.try_with (below_handlers (n - 1)) f
      { effc = (fun (type a) (_ : a Effect.t) -> None) }

(* Processor time, so that it is not about who else uses the machine. *)
let turns_within ~seconds =
  let before = !turns and start = Sys.time () in
  while Sys.time () -. start < seconds do
    for _ = 1 to 1_000 do
      incr turns
    done
  done;
  !turns - before

let spin () =
  while true do
    incr turns
  done

let alone ~depth ~seconds = below_handlers depth (fun () -> turns_within ~seconds)

(* The turns of a loop below handlers that shares a worker with one that only yields. *)
let beside_another ~depth ~interval_usec ~seconds =
  let open Scheduler in
  run ~interval_usec (fun () ->
      let deep = fork (fun () -> below_handlers depth spin) in
      let before = !turns in
      (* Going down is not what is measured. *)
      while !turns = before do
        yield ()
      done;
      let before = !turns and start = Sys.time () in
      while Sys.time () -. start < seconds do
        yield ()
      done;
      let made = !turns - before in
      cancel deep;
      (match join deep with () -> () | exception Cancelled -> ());
      made)

let preempts_of statistics = Statistics.preempts statistics

let gets_a_tenth ~depth ~interval_usec =
  let seconds = 0.5 in
  let without = alone ~depth ~seconds in
  let before = preempts_of (Statistics.read ()) in
  let with_ticks = beside_another ~depth ~interval_usec ~seconds in
  let preempted = preempts_of (Statistics.read ()) - before in
  Check.that
    (Printf.sprintf "below %d handlers at %d us a loop gets a tenth of its turns" depth
       interval_usec)
    (with_ticks * 10 >= without && preempted > 0)

let () =
  gets_a_tenth ~depth:40 ~interval_usec:100;
  gets_a_tenth ~depth:1_000 ~interval_usec:100;
  gets_a_tenth ~depth:30_000 ~interval_usec:20;
  gets_a_tenth ~depth:100_000 ~interval_usec:1_000;
  Check.that "a request without ticks is served at once, however deep"
    (below_handlers 1_000 (fun () ->
         let preempted = ref 0 in
         Check.preemptible
           (fun () ->
              below_handlers 1_000 (fun () ->
                  for _ = 1 to 5 do
                    Check.ask ();
                    ignore (Sys.opaque_identity (ref 0));
                    ignore (Sys.opaque_identity (ref 0))
                  done))
           (fun k ->
              incr preempted;
              Effect.Deep.continue k ());
         !preempted = 5))
