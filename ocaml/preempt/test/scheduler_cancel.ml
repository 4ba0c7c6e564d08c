(* Cancelling a task wherever it may be. *)

open Preempt.Scheduler

let is_cancelled = function Cancelled -> true | _ -> false
let was_cancelled task = match join task with _ -> false | exception Cancelled -> true

(* The loop runs in a task that is preempted, since it never yields, then cancelled. *)
let preempted_and_cancelled loop =
  let begun = ref false and cleaned_up = ref false in
  run (fun () ->
      let task =
        fork (fun () ->
            Fun.protect
              ~finally:(fun () -> cleaned_up := true)
              (fun () -> begun := true; loop ()))
      in
      while not !begun do yield () done;
      cancel task;
      was_cancelled task && !cleaned_up)

let () =
  Check.that "at a poll of a loop"
    (preempted_and_cancelled (fun () -> while true do () done));
  Check.that "at an allocation" (preempted_and_cancelled (fun () ->
      while true do ignore (Sys.opaque_identity (ref 0)) done));
  Check.that "at an allocation of floats" (preempted_and_cancelled (fun () ->
      let sum = ref [ 0. ] in
      while true do sum := [ List.hd !sum +. 1. ] done));
  Check.that "deep in a recursion" (preempted_and_cancelled (fun () ->
      let rec deep n =
        if n = 0 then while true do () done else (deep (n - 1); yield ())
      in
      deep 100_000))

let without_ticks ?domains main = run ?domains ~interval_usec:3_600_000_000 main

let () =
  Check.that "where it yields"
    (without_ticks (fun () ->
         let task = fork (fun () -> while true do yield () done) in
         yield ();
         cancel task;
         was_cancelled task));
  Check.that "before it starts: it never does"
    (let started = ref false in
     run (fun () ->
         let task = Preempt.mask (fun () ->
             let task = fork (fun () -> started := true) in
             cancel task;
             task)
         in
         was_cancelled task && not !started));
  Check.that "while it waits in a join; who it waits for goes on"
    (run (fun () ->
         let endless = fork (fun () -> while true do () done) in
         let begun = ref false in
         let waiting = fork (fun () -> begun := true; join endless) in
         while not !begun do yield () done;
         yield ();
         cancel waiting;
         let cancelled = was_cancelled waiting in
         let goes_on = result endless = None in
         cancel endless;
         cancelled && goes_on && was_cancelled endless));
  Check.that "two that wait for each other"
    (run (fun () ->
         let other = ref None in
         let one = fork (fun () ->
             while !other = None do yield () done;
             join (Option.get !other))
         in
         other := Some (fork (fun () -> join one));
         for _ = 1 to 10 do yield () done;
         cancel one;
         was_cancelled one && was_cancelled (Option.get !other)));
  Check.that "while it runs on another domain, without a tick"
    (without_ticks ~domains:2 (fun () ->
         let begun = Atomic.make false in
         let task = fork (fun () -> Atomic.set begun true; while true do () done) in
         while not (Atomic.get begun) do () done;
         cancel task;
         was_cancelled task));
  Check.that "at once, 300 times, on another domain, without a tick"
    (without_ticks ~domains:2 (fun () ->
         List.for_all Fun.id
           (List.init 300 (fun i ->
                let task = fork (fun () -> while true do () done) in
                for _ = 1 to i * 100 do Domain.cpu_relax () done;
                cancel task;
                was_cancelled task))));
  Check.that "by itself"
    (run (fun () ->
         let self = ref None in
         let task = fork (fun () ->
             while !self = None do yield () done;
             cancel (Option.get !self);
             while true do () done)
         in
         self := Some task;
         was_cancelled task))

let () =
  Check.that "a finished task stays as it is"
    (run (fun () ->
         let task = fork (fun () -> 5) in
         let before = join task in
         cancel task;
         (before, join task) = (5, 5)));
  Check.that "a task that swallows it goes on and can be cancelled again"
    (run (fun () ->
         let swallowed = ref 0 in
         let swallow () = try while true do () done with Cancelled -> incr swallowed in
         let task = fork (fun () -> swallow (); swallow (); !swallowed) in
         yield ();
         cancel task;
         while !swallowed = 0 do yield () done;
         yield ();
         cancel task;
         join task = 2));
  Check.that "not within a mask but when it ends"
    (run ~domains:2 (fun () ->
         let begun = Atomic.make false and go_on = Atomic.make false in
         let in_mask = ref false and after = ref false in
         let task = fork (fun () ->
             Preempt.mask (fun () ->
                 Atomic.set begun true;
                 while not (Atomic.get go_on) do Domain.cpu_relax () done;
                 in_mask := true);
             for _ = 1 to 1_000_000_000 do () done;
             after := true)
         in
         while not (Atomic.get begun) do () done;
         cancel task;
         Atomic.set go_on true;
         was_cancelled task && !in_mask && not !after));
  Check.that "nobody has to join a cancelled task"
    (run (fun () ->
         let task = fork (fun () -> while true do () done) in
         yield ();
         cancel task;
         true));
  Check.raises "but who dies of joining one has failed" is_cancelled (fun () ->
      run (fun () ->
          let task = fork (fun () -> while true do () done) in
          ignore (fork (fun () -> join task));
          yield ();
          cancel task))

let () =
  Check.that "from a signal handler"
    (run (fun () ->
         let task = fork (fun () -> while true do () done) in
         Sys.set_signal Sys.sigusr1 (Signal_handle (fun _ -> cancel task));
         Unix.kill (Unix.getpid ()) Sys.sigusr1;
         was_cancelled task));
  Check.that "from another thread"
    (let task = Atomic.make None in
     let canceller () =
       let rec wait () =
         match Atomic.get task with
         | None -> Thread.yield (); wait ()
         | Some task -> cancel task
       in
       wait ()
     in
     let thread = Thread.create canceller () in
     let cancelled = run (fun () ->
         let endless = fork (fun () -> while true do () done) in
         Atomic.set task (Some endless);
         was_cancelled endless)
     in
     Thread.join thread;
     cancelled)

let () =
  let cleaned_up = Atomic.make 0 in
  let task i () =
    Fun.protect
      ~finally:(fun () -> Atomic.incr cleaned_up)
      (fun () ->
         let rec build n = if n = 0 then [] else n :: build (n - 1) in
         while true do ignore (Sys.opaque_identity (build (i land 63))) done)
  in
  let cancelled = run ~domains:2 ~interval_usec:50 (fun () ->
      let tasks = List.init 1000 (fun i -> fork (task i)) in
      let begun = List.init 1000 (fun i -> fork ~priority:Low (fun () -> i)) in
      List.iter (fun task -> ignore (join task)) begun;
      List.iter cancel tasks;
      List.for_all was_cancelled tasks)
  in
  Check.that "1,000 endless tasks on two domains, and each cleans up once"
    (cancelled && Atomic.get cleaned_up = 1000)
