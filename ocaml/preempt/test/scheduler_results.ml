(* What comes out of tasks: results, exceptions, and what becomes of those that nobody
   asks for. *)

open Preempt.Scheduler

exception Of of int

let () = Printexc.record_backtrace true

let rec fibonacci n = if n < 2 then n else fibonacci (n - 1) + fibonacci (n - 2)

let () =
  Check.that "run gives the result of its main function"
    (run (fun () -> fibonacci 20) = 6765);
  Check.that "join gives results of any type"
    (run (fun () ->
         let text = fork (fun () -> String.make 3 'x') in
         let number = fork (fun () -> 1.5) in
         (join text, join number))
     = ("xxx", 1.5));
  Check.that "a finished task can be joined again and again"
    (run (fun () ->
         let task = fork (fun () -> 7) in
         let first = join task in
         (first, join task, result task))
     = (7, 7, Some (Ok 7)));
  Check.that "a task has no result before it has finished"
    (run (fun () ->
         let task = fork (fun () -> ()) in
         let before = result task in
         join task;
         before)
     = None);
  Check.that "run waits for tasks that nobody joins"
    (let finished = ref 0 in
     run (fun () ->
         for _ = 1 to 10 do
           ignore (fork (fun () -> ignore (fibonacci 22); incr finished))
         done);
     !finished = 10);
  Check.that "a finished task can be joined and asked when its run is over"
    (let task = run (fun () -> fork (fun () -> 8)) in
     join task = 8 && result task = Some (Ok 8))

let rec tree depth =
  if depth = 0 then 1
  else
    let left = fork (fun () -> tree (depth - 1)) in
    let right = fork (fun () -> tree (depth - 1)) in
    join left + join right

let rec chain length =
  if length = 0 then 0 else 1 + join (fork (fun () -> chain (length - 1)))

let () =
  Check.that "a tree of forks" (run (fun () -> tree 12) = 4096);
  Check.that "a chain of 10,000 forks, each joined by the one before"
    (run (fun () -> chain 10_000) = 10_000);
  Check.that "10,000 tasks wait for one"
    (run (fun () ->
         let one = fork (fun () -> yield (); 1) in
         let all = List.init 10_000 (fun _ -> fork (fun () -> join one)) in
         List.fold_left (fun sum task -> sum + join task) 0 all)
     = 10_000)

let[@inline never] fails_down_here n = if n >= 0 then raise (Of n) else 0

let contains text part =
  let n = String.length part in
  let rec at i =
    i + n <= String.length text && (String.sub text i n = part || at (i + 1))
  in
  at 0

let mentions_origin backtrace =
  contains (Printexc.raw_backtrace_to_string backtrace) "fails_down_here"

let () =
  Check.raises "join raises what the task raised" (fun e -> e = Of 1) (fun () ->
      run (fun () -> 1 + join (fork (fun () -> fails_down_here 1))));
  Check.that "with the backtrace from where it was raised"
    (run (fun () ->
         let task = fork (fun () -> 1 + fails_down_here 2) in
         match join task with
         | _ -> false
         | exception Of 2 -> mentions_origin (Printexc.get_raw_backtrace ())));
  Check.that "result gives the exception"
    (run (fun () ->
         let task = fork (fun () -> fails_down_here 3) in
         while result task = None do () done;
         result task = Some (Error (Of 3))));
  Check.that "a stack overflow is an exception like any other"
    (run (fun () ->
         let rec overflow n = 1 + overflow (n + 1) in
         match join (fork (fun () -> overflow 0)) with
         | _ -> false
         | exception Stack_overflow -> true))

let () =
  Check.that "run raises the first exception that nobody joined, with its backtrace"
    (match
       run (fun () ->
           let joined = fork (fun () -> fails_down_here 4) in
           (match join joined with _ -> () | exception Of 4 -> ());
           ignore (fork (fun () -> 1 + fails_down_here 5));
           ignore (fork (fun () -> fails_down_here 6)))
     with
     | () -> false
     | exception Of 5 -> mentions_origin (Printexc.get_raw_backtrace ()));
  Check.that "or hands each of them to on_unjoined and gives the result"
    (let failures = ref [] in
     let on_unjoined e backtrace =
       failures := (e, mentions_origin backtrace) :: !failures
     in
     let result =
       run ~on_unjoined (fun () ->
           ignore (fork (fun () -> 1 + fails_down_here 7));
           ignore (fork (fun () -> 1 + fails_down_here 8));
           "result")
     in
     result = "result" && !failures = [ (Of 8, true); (Of 7, true) ]);
  Check.that "when main fails the others are cancelled and run raises what main raised"
    (let cleaned_up = ref 0 in
     match
       run (fun () ->
           for _ = 1 to 3 do
             ignore
               (fork (fun () ->
                    Fun.protect
                      ~finally:(fun () -> incr cleaned_up)
                      (fun () -> while true do () done)))
           done;
           yield ();
           let waits = fork (fun () -> join (fork (fun () -> while true do () done))) in
           ignore waits;
           yield ();
           fails_down_here 9)
     with
     | _ -> false
     | exception Of 9 ->
       mentions_origin (Printexc.get_raw_backtrace ()) && !cleaned_up = 3)

let () =
  let is_invalid = function Invalid_argument _ -> true | _ -> false in
  Check.raises "fork outside of a task" is_invalid (fun () -> fork Fun.id);
  Check.raises "yield outside of a task" is_invalid yield;
  Check.raises "no domains" is_invalid (fun () -> run ~domains:0 Fun.id);
  Check.raises "no interval" is_invalid (fun () -> run ~interval_usec:0 Fun.id);
  Check.raises "a run inside a task" is_invalid (fun () ->
      run (fun () -> run Fun.id));
  Check.raises "a run inside a fiber of the task's own" is_invalid (fun () ->
      run (fun () ->
          Effect.Deep.try_with (fun () -> run Fun.id) () { effc = (fun _ -> None) }))
