(* A fork has no tick thread but its own. *)

open Preempt
open Check

let preempted_once () =
  let preempted = ref false in
  preemptible
    (fun () -> spin_until (fun () -> !preempted))
    (fun k ->
       preempted := true;
       Effect.Deep.continue k ());
  !preempted

let in_child what =
  match Unix.fork () with
  | 0 -> Unix._exit (match what () with true -> 0 | false | (exception _) -> 1)
  | pid -> snd (Unix.waitpid [] pid) = WEXITED 0

let by_signal f =
  deliver_by (Signal Sys.sigusr1);
  Fun.protect ~finally:(fun () -> deliver_by Store) f

let preempted_in_a_scope () =
  Domain.Tick.with_ ~interval_usec:500 (fun _ -> preempted_once ())

(* Others can be joined in the child as well as in the parent. *)
let beside_a_task_that_computes () =
  Scheduler.run ~interval_usec:500 (fun () ->
      let stop = Atomic.make false in
      let busy = Scheduler.fork (fun () -> spin_until (fun () -> Atomic.get stop)) in
      Scheduler.yield ();
      let forked = Unix.fork () in
      Scheduler.yield ();
      Atomic.set stop true;
      Scheduler.join busy;
      forked)

let forked_by_a_task () =
  match beside_a_task_that_computes () with
  | 0 -> Unix._exit 0
  | exception Failure _ -> Unix._exit 1
  | pid -> snd (Unix.waitpid [] pid) = WEXITED 0

let () =
  that "in the child, in a scope of the parent"
    (Domain.Tick.with_ ~interval_usec:500 (fun _ ->
         preempted_once () && in_child preempted_once && preempted_once ()));
  that "in the child, in a scope of its own"
    (in_child (fun () ->
         Domain.Tick.with_ ~interval_usec:500 (fun _ -> preempted_once ())));
  that "in the child, by signal, in a scope of the parent"
    (by_signal (fun () ->
         Domain.Tick.with_ ~interval_usec:500 (fun _ ->
             preempted_once () && in_child preempted_once && preempted_once ())));
  that "in the child, by signal, in a scope of its own"
    (by_signal (fun () -> in_child preempted_in_a_scope));
  that "in a child of the child, by signal"
    (by_signal (fun () ->
         preempted_in_a_scope ()
         && in_child (fun () ->
             in_child preempted_in_a_scope && preempted_in_a_scope ())));
  that "in a child that chooses the signal itself"
    (in_child (fun () -> by_signal preempted_in_a_scope));
  that "forked by a task, beside one that computes" (forked_by_a_task ());
  that "forked by a task, beside one that computes, by signal"
    (by_signal forked_by_a_task);
  let forked = ref 0 in
  Domain.Tick.with_ ~interval_usec:100 (fun _ ->
      preemptible
        (fun () ->
           for _ = 1 to 30 do
             if in_child (fun () -> true) then incr forked
           done)
        (fun k -> Effect.Deep.continue k ()));
  that "forked by a task that is being ticked" (!forked = 30)
