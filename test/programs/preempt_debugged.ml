(* Two functions of a task, one of which is preempted in each turn of its loop, as often
   as the argument says: to be looked for in a debugger. *)

open Preempt

let[@inline never] interrupted turns =
  let i = ref 0 in
  request (self ());
  while !i < turns do
    incr i
  done;
  !i

let[@inline never] calling () = 1 + interrupted (int_of_string Sys.argv.(1))

let () =
  let sum =
    Effect.Deep.Preemptible.try_with ~on_tick:always calling ()
      {
        effc =
          (fun (type a) (effect_ : a Effect.t) ->
             match effect_ with
             | Effect.Preemption ->
               Some
                 (fun (k : (a, _) Effect.Deep.continuation) ->
                    request (self ());
                    Effect.Deep.continue k ())
             | _ -> None);
      }
  in
  print_int sum
