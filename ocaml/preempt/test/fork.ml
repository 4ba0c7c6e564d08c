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

let () =
  that "in the child, in a scope of the parent"
    (Domain.Tick.with_ ~interval_usec:500 (fun _ ->
         preempted_once () && in_child preempted_once && preempted_once ()));
  that "in the child, in a scope of its own"
    (in_child (fun () ->
         Domain.Tick.with_ ~interval_usec:500 (fun _ -> preempted_once ())));
  let forked = ref 0 in
  Domain.Tick.with_ ~interval_usec:100 (fun _ ->
      preemptible
        (fun () ->
           for _ = 1 to 30 do
             if in_child (fun () -> true) then incr forked
           done)
        (fun k -> Effect.Deep.continue k ()));
  that "forked by a task that is being ticked" (!forked = 30)
