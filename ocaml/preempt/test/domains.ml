(* Several domains: each preempts its own fibers, continuations move between them. *)

open Preempt
open Check

let work n =
  let rec go n a b acc =
    if n = 0 then (a + b + List.length acc) land max_int
    else go (n - 1) b ((a * 31) + b) (if n land 63 = 0 then [] else n :: acc)
  in
  go n 1 2 []

let expected = work 20_000

(* Tasks in one queue, run by whichever domain is free; every preemption hands its task to
   another. *)
let shared_queue ~domains ~tasks ~rounds =
  let queue = Queue.create () and mutex = Mutex.create () in
  let push task = Check.locked mutex (fun () -> Queue.push task queue) in
  let pop () = Check.locked mutex (fun () -> Queue.take_opt queue) in
  let moved = Atomic.make 0 and wrong = Atomic.make 0 in
  let unfinished = Atomic.make tasks in
  let start () =
    let home = ref (Domain.self ()) in
    Effect.Deep.Preemptible.match_with
      (fun () ->
         for _ = 1 to rounds do
           if work 20_000 <> expected then Atomic.incr wrong;
           if Domain.self () <> !home then begin
             home := Domain.self ();
             Atomic.incr moved
           end
         done)
      ()
      {
        retc = (fun () -> Atomic.decr unfinished);
        exnc = raise;
        tickc = always;
        effc =
          (fun (type a) (effect_ : a Effect.t) ->
             match effect_ with
             | Effect.Preemption ->
               Some
                 (fun (k : (a, unit) Effect.Deep.continuation) ->
                    push (fun () -> Effect.Deep.continue k ()))
             | _ -> None);
      }
  in
  for _ = 1 to tasks do
    push start
  done;
  let worker () =
    Domain.Tick.with_ ~interval_usec:50 (fun _ ->
        while Atomic.get unfinished > 0 do
          match pop () with Some task -> task () | None -> Domain.cpu_relax ()
        done)
  in
  let others = List.init (domains - 1) (fun _ -> Domain.spawn worker) in
  worker ();
  List.iter Domain.join others;
  (Atomic.get wrong, Atomic.get moved)

let () =
  let wrong, moved = shared_queue ~domains:2 ~tasks:8 ~rounds:150 in
  that "two domains: nothing wrong" (wrong = 0);
  that "tasks went on on another domain" (moved > 0);
  let wrong, _ = shared_queue ~domains:4 ~tasks:16 ~rounds:40 in
  that "four domains: nothing wrong" (wrong = 0)

(* One thread ticks them all. *)
let () =
  let endless count =
    preemptible
      (fun () -> spin_until (fun () -> Atomic.get count > 20))
      (fun k ->
         Atomic.incr count;
         Effect.Deep.continue k ())
  in
  let here = Atomic.make 0 and there = Atomic.make 0 in
  Domain.Tick.with_ ~interval_usec:500 (fun _ ->
      let other = Domain.spawn (fun () -> endless there) in
      endless here;
      Domain.join other);
  that "a scope of one domain ticks all of them"
    (Atomic.get here > 20 && Atomic.get there > 20)

(* Spawned and joined by preempted tasks. *)
let () =
  let preempted = ref 0 and sum = ref 0 in
  preemptible
    (fun () ->
       Domain.Tick.with_ ~interval_usec:50 (fun _ ->
           for _ = 1 to 20 do
             let domain = Domain.spawn (fun () -> work 20_000) in
             let mine = work 20_000 in
             if Domain.join domain = expected && mine = expected then incr sum
           done))
    (fun k ->
       incr preempted;
       Effect.Deep.continue k ());
  that "spawn and join under preemption" (!sum = 20 && !preempted > 0)

(* Requests to domains that have ended: their slot goes to the next ones, which must not
   take them for theirs. *)
let () =
  let old = Atomic.make [] and stop = Atomic.make false in
  let asker =
    Domain.spawn (fun () ->
        while not (Atomic.get stop) do
          List.iter request (Atomic.get old)
        done)
  in
  Atomic.set old (List.init 30 (fun _ -> Domain.join (Domain.spawn self)));
  let preempted = Atomic.make 0 in
  let results =
    List.init 50 (fun _ ->
        Domain.join
          (Domain.spawn (fun () ->
               preemptible
                 (fun () -> work 200_000)
                 (fun k ->
                    Atomic.incr preempted;
                    Effect.Deep.continue k ()))))
  in
  Atomic.set stop true;
  Domain.join asker;
  that "late requests preempt nobody"
    (Atomic.get preempted = 0 && List.for_all (( = ) (work 200_000)) results)

let () =
  let ended = Domain.join (Domain.spawn self) in
  let before = (Statistics.read ()).requests in
  request ended;
  that "nobody is asked for a domain that has ended"
    ((Statistics.read ()).requests = before)

(* One that was under way when its domain ended. *)
external arm_for_another : unit -> unit = "domains_arm_for_another" [@@noalloc]

let () =
  let preempted = ref 0 in
  preemptible
    (fun () ->
       arm_for_another ();
       ignore (Sys.opaque_identity (ref 0)))
    (fun k ->
       incr preempted;
       Effect.Deep.continue k ());
  that "the next domain does not take it" (!preempted = 0)

(* A task that goes on on another domain wherever it is preempted joins a domain: the
   mutex inside must be unlocked by who locked it. *)
let () =
  let domain = Domain.spawn (fun () -> 42) in
  let moves = ref 0 in
  let joined =
    preemptible
      (fun () ->
         ask ();
         Domain.join domain)
      (fun k ->
         incr moves;
         let go_on () =
           if !moves < 20 then ask ();
           Effect.Deep.continue k ()
         in
         Domain.join (Domain.spawn go_on))
  in
  that "joined by a task that moves" (joined = 42 && !moves > 0)

(* Requests that race with the end of the domain they are for. *)
let () =
  let rounds = 200 in
  let right = ref 0 in
  for _ = 1 to rounds do
    let target = Atomic.make None in
    let domain =
      Domain.spawn (fun () ->
          Atomic.set target (Some (self ()));
          preemptible (fun () -> work 2_000) (fun k -> Effect.Deep.continue k ()))
    in
    let rec when_there () =
      match Atomic.get target with
      | Some target -> target
      | None ->
        Domain.cpu_relax ();
        when_there ()
    in
    let target = when_there () in
    for _ = 1 to 200 do
      request target
    done;
    if Domain.join domain = work 2_000 then incr right
  done;
  that "requests around the end of a domain" (!right = rounds)

(* A request from another domain is not lost, and reaches code that does not allocate. *)
let () =
  let target = self () in
  let answered = ref 0 in
  let rounds = 2_000 in
  let go = Atomic.make 0 in
  let asker =
    Domain.spawn (fun () ->
        for round = 1 to rounds do
          while Atomic.get go < round do
            Domain.cpu_relax ()
          done;
          request target
        done)
  in
  preemptible
    (fun () ->
       for round = 1 to rounds do
         Atomic.set go round;
         spin_until (fun () -> !answered >= round)
       done)
    (fun k ->
       incr answered;
       Effect.Deep.continue k ());
  Domain.join asker;
  that "each request from another domain arrives" (!answered >= rounds)
