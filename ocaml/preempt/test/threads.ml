(* Systhreads of one domain, each with preemptible fibers of its own. *)

open Preempt
open Check

let work n =
  let rec go n a b = if n = 0 then a + b else go (n - 1) b ((a * 31) + b) in
  go n 1 2

let expected = work 50_000

let scheduler ~rounds ~preempted ~wrong () =
  let queue = Queue.create () in
  let start () =
    Effect.Deep.Preemptible.match_with
      (fun () ->
         for _ = 1 to rounds do
           if work 50_000 <> expected then Atomic.incr wrong
         done;
         (* The rounds may be over before a busy machine has let a tick through. *)
         spin_until (fun () -> Atomic.get preempted > 0))
      ()
      {
        retc = ignore;
        exnc = raise;
        tickc = always;
        effc =
          (fun (type a) (effect_ : a Effect.t) ->
             match effect_ with
             | Effect.Preemption ->
               Some
                 (fun (k : (a, unit) Effect.Deep.continuation) ->
                    Atomic.incr preempted;
                    Queue.push (fun () -> Effect.Deep.continue k ()) queue)
             | _ -> None);
      }
  in
  for _ = 1 to 3 do
    Queue.push start queue
  done;
  while not (Queue.is_empty queue) do
    (Queue.pop queue) ()
  done

let () =
  let wrong = Atomic.make 0 in
  let counts = List.init 4 (fun _ -> Atomic.make 0) in
  Domain.Tick.with_ ~interval_usec:200 (fun _ ->
      List.map
        (fun preempted -> Thread.create (scheduler ~rounds:300 ~preempted ~wrong) ())
        counts
      |> List.iter Thread.join);
  that "nothing wrong" (Atomic.get wrong = 0);
  that "fibers of every thread are preempted"
    (List.for_all (fun count -> Atomic.get count > 0) counts)

(* Threads that block while another computes. *)
let () =
  let wrong = Atomic.make 0 and preempted = Atomic.make 0 and echoes = ref 0 in
  let reading, writing = Unix.pipe () in
  Domain.Tick.with_ ~interval_usec:100 (fun _ ->
      let echo =
        Thread.create
          (fun () ->
             let buffer = Bytes.create 1 in
             while Unix.read reading buffer 0 1 = 1 do
               incr echoes
             done)
          ()
      in
      let feeder =
        Thread.create
          (fun () ->
             for _ = 1 to 200 do
               ignore (Unix.write_substring writing "x" 0 1);
               Thread.yield ()
             done;
             Unix.close writing)
          ()
      in
      scheduler ~rounds:300 ~preempted ~wrong ();
      Thread.join feeder;
      Thread.join echo);
  that "beside threads that block" (!echoes = 200 && Atomic.get wrong = 0);
  that "and still preempted" (Atomic.get preempted > 0)

(* Blocking calls made by a preemptible fiber, at the shortest interval. *)
let () =
  let sleeps = ref 0 and preempted = ref 0 in
  Domain.Tick.with_ ~interval_usec:1 (fun _ ->
      preemptible
        (fun () ->
           for _ = 1 to 200 do
             Unix.sleepf 0.0001;
             ignore (work 1_000);
             Thread.yield ();
             incr sleeps
           done)
        (fun k ->
           incr preempted;
           Effect.Deep.continue k ()));
  that "blocking calls under a tick each microsecond" (!sleeps = 200 && !preempted > 0)

(* A tick handler that blocks does not keep the fibers of other threads from being
   preempted. *)
let () =
  let blocked = ref 0 and preempted = Atomic.make 0 and wrong = Atomic.make 0 in
  Domain.Tick.with_ ~interval_usec:200 (fun _ ->
      let other = Thread.create (scheduler ~rounds:500 ~preempted ~wrong) () in
      preemptible
        ~tickc:(fun () ->
            incr blocked;
            Thread.delay 0.05;
            Effect.Continue)
        (fun () -> spin_until (fun () -> !blocked > 3))
        (fun k -> Effect.Deep.continue k ());
      Thread.join other);
  that "a tick handler that blocks" (Atomic.get preempted > 0 && Atomic.get wrong = 0)
