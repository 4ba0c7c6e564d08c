(* Several workers: stealing, sleeping, and several schedulers side by side. *)

open Preempt.Scheduler

(* Work whose result tells whether a register or a value was lost on the way. *)
let piece seed =
  let state = Random.State.make [| seed |] in
  let numbers = List.init 200 (fun _ -> Random.State.int state 1_000_000) in
  let table = Hashtbl.create 16 in
  List.iter (fun n -> Hashtbl.replace table (n mod 64) (float_of_int n)) numbers;
  let sum = Hashtbl.fold (fun _ n sum -> sum +. sqrt n) table 0. in
  let text = String.concat "," (List.map string_of_int (List.sort compare numbers)) in
  Digest.to_hex (Digest.string (Printf.sprintf "%s %.6f" text sum))

let () =
  let expected = List.init 1000 piece in
  let tasks_give ~domains ~interval_usec =
    run ~domains ~interval_usec (fun () ->
        List.map join (List.init 1000 (fun seed -> fork (fun () -> piece seed))))
  in
  Check.that "1,000 tasks on two domains, preempted every 100 us, compute the same"
    (tasks_give ~domains:2 ~interval_usec:100 = expected);
  Check.that "and on four, every 20 us"
    (tasks_give ~domains:4 ~interval_usec:20 = expected)

(* Blocks its worker until [write] was called. *)
let blocking_pipe () =
  let out, into = Unix.pipe ~cloexec:true () in
  let read () = ignore (Unix.read out (Bytes.create 1) 0 1) in
  let write () = ignore (Unix.write_substring into "x" 0 1) in
  (read, write)

let () =
  Check.that "a blocked worker keeps nobody: the others' tasks are stolen from it"
    (let read, write = blocking_pipe () in
     let left = Atomic.make 10 in
     let task () = if Atomic.fetch_and_add left (-1) = 1 then write () in
     run ~domains:2 (fun () ->
         for _ = 1 to 10 do ignore (fork task) done;
         read ();
         Atomic.get left = 0));
  (* Of two tasks that the first forks, the other domain can take one, which keeps it busy
     until the second has blocked the domain that all of them were on. *)
  Check.that "a preempted task goes on on the domain that stole it"
    (let read, write = blocking_pipe () in
     let blocks = Atomic.make false in
     let block home () =
       if Domain.self () = home then begin Atomic.set blocks true; read () end
       else while not (Atomic.get blocks) do () done
     in
     let migrates () =
       let home = Domain.self () in
       for _ = 1 to 2 do ignore (fork (block home)) done;
       while Domain.self () = home do () done;
       Atomic.set blocks true;
       for _ = 1 to 2 do write () done;
       true
     in
     run ~domains:2 (fun () -> join (fork migrates)))

let () =
  Check.that "tasks that finish on one domain while another begins to wait for them"
    (run ~domains:2 (fun () ->
         for i = 1 to 50_000 do
           let task = fork ignore in
           for _ = 1 to i land 255 do Domain.cpu_relax () done;
           join task
         done;
         true))

let cpu_seconds () =
  let { Unix.tms_utime; tms_stime; _ } = Unix.times () in
  tms_utime +. tms_stime

let () =
  Check.that "workers without work sleep"
    (run ~domains:3 ~interval_usec:100_000 (fun () ->
         join (fork ignore);
         let before = cpu_seconds () in
         Unix.sleepf 0.5;
         cpu_seconds () -. before < 0.1))

let sum_to n = let sum = ref 0 in for i = 1 to n do sum := !sum + i done; !sum

let sums () =
  run ~interval_usec:200 (fun () ->
      let tasks = List.init 5 (fun i -> fork (fun () -> sum_to (3_000_000 + i))) in
      List.map join tasks = List.init 5 (fun i -> sum_to (3_000_000 + i)))

let in_thread f =
  let result = Atomic.make None in
  let thread = Thread.create (fun () -> Atomic.set result (Some (f ()))) () in
  fun () -> Thread.join thread; Option.get (Atomic.get result)

let () =
  Check.that "three threads of one domain, each with a scheduler"
    (List.init 3 (fun _ -> in_thread sums) |> List.for_all (fun finish -> finish ()));
  Check.that "two domains, each with a scheduler"
    (List.init 2 (fun _ -> Domain.spawn sums) |> List.for_all Domain.join);
  Check.that "a task joins and cancels tasks of another scheduler"
    (let shared = Atomic.make None and go_on = Atomic.make false in
     let other = in_thread (fun () ->
         run (fun () ->
             let finishes = fork (fun () -> while not (Atomic.get go_on) do () done; 6) in
             let endless = fork (fun () -> while true do () done) in
             Atomic.set shared (Some (finishes, endless))))
     in
     let rec wait () =
       match Atomic.get shared with None -> Thread.yield (); wait () | Some tasks -> tasks
     in
     let finishes, endless = wait () in
     let joined = run (fun () ->
         let joins = fork (fun () -> join finishes) in
         Atomic.set go_on true;
         cancel endless;
         (join joins, match join endless with () -> false | exception Cancelled -> true))
     in
     other ();
     joined = (6, true))
