(* Sections that must not be preempted. *)

open Preempt
open Check

(* A safepoint with a request pending. *)
let tick () =
  ask ();
  ignore (Sys.opaque_identity (ref 0))

let counting () =
  let count = ref 0 in
  ( count,
    fun k ->
      incr count;
      Effect.Deep.continue k () )

let () =
  let preempted, on_preemption = counting () in
  let inside = ref (-1) in
  preemptible
    (fun () ->
       mask (fun () ->
           tick ();
           tick ();
           inside := !preempted);
       (* No safepoint since: the request was honoured on leaving. *)
       that "honoured on leaving, once" (!preempted = 1))
    on_preemption;
  that "not inside" (!inside = 0);
  let found = (Statistics.read ()).masked in
  preemptible
    (fun () ->
       mask (fun () ->
           ask ();
           for i = 1 to 1_000 do
             ignore (Sys.opaque_identity (ref i))
           done))
    (fun k -> Effect.Deep.continue k ());
  that "a request interrupts a mask once" ((Statistics.read ()).masked = found + 1);
  let preempted, on_preemption = counting () in
  preemptible
    (fun () ->
       mask (fun () ->
           mask tick;
           tick ();
           inside := !preempted))
    on_preemption;
  that "nested" (!inside = 0 && !preempted = 1);
  let preempted, on_preemption = counting () in
  let raised =
    preemptible
      (fun () ->
         match
           mask (fun () ->
               tick ();
               raise Exit)
         with
         | () -> false
         | exception Exit ->
           tick ();
           true)
      (fun k ->
         ignore (on_preemption : (unit, unit) Effect.Deep.continuation -> unit);
         incr preempted;
         Effect.Deep.continue k ())
  in
  that "left by an exception" (raised && !preempted = 2);
  that "gives what its function gives" (mask (fun () -> 42) = 42);
  tick ();
  that "does nothing outside a preemptible fiber" (mask (fun () -> tick (); true))

(* It belongs to the fiber: one that yields while masked does not mask the others, and is
   masked when it goes on. *)
type _ Effect.t += Yield : unit Effect.t

let () =
  let parked : (unit, unit) Effect.Deep.continuation Queue.t = Queue.create () in
  let preempted = ref [] in
  let run name task =
    Effect.Deep.Preemptible.match_with task ()
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
                    preempted := name :: !preempted;
                    Effect.Deep.continue k ())
             | Yield ->
               Some (fun (k : (a, unit) Effect.Deep.continuation) -> Queue.push k parked)
             | _ -> None);
      }
  in
  run "masked" (fun () ->
      mask (fun () ->
          Effect.perform Yield;
          tick ());
      ignore (Sys.opaque_identity (ref 0)));
  run "free" tick;
  that "others are preempted" (!preempted = [ "free" ]);
  Effect.Deep.continue (Queue.pop parked) ();
  that "it is not, before it leaves" (!preempted = [ "masked"; "free" ])

let () =
  let preempted = ref 0 in
  let rec handler () : (unit, unit) Effect.Shallow.Preemptible.handler =
    {
      retc = ignore;
      exnc = raise;
      tickc = always;
      effc =
        (fun (type a) (effect_ : a Effect.t) ->
           match effect_ with
           | Effect.Preemption ->
             Some
               (fun (k : (a, unit) Effect.Shallow.continuation) ->
                  incr preempted;
                  Effect.Shallow.Preemptible.continue_with k () (handler ()))
           | Yield ->
             Some
               (fun (k : (a, unit) Effect.Shallow.continuation) ->
                  Effect.Shallow.Preemptible.continue_with k () (handler ()))
           | _ -> None);
    }
  in
  let inside = ref (-1) in
  Effect.Shallow.Preemptible.continue_with
    (Effect.Shallow.fiber (fun () ->
         mask (fun () ->
             Effect.perform Yield;
             tick ();
             inside := !preempted)))
    () (handler ());
  that "a new shallow handler keeps the mask" (!inside = 0 && !preempted = 1)

(* What it is for. *)
let () =
  let shared = lazy (List.fold_left ( + ) 0 (List.init 1_000 Fun.id)) in
  let mutex = Mutex.create () in
  let sum = ref 0 in
  let task () =
    for _ = 1 to 20 do
      mask (fun () ->
          Check.locked mutex (fun () ->
              sum := !sum + Lazy.force shared;
              ignore (Sys.opaque_identity (List.init 10 Fun.id))))
    done
  in
  each_safepoint [ task; task; task ];
  that "a mutex and a lazy shared by tasks" (!sum = 60 * 499_500);
  let shared = lazy (List.fold_left ( + ) 0 (List.init 1_000 Fun.id)) in
  let forcing () = ignore (Lazy.force shared) in
  that "which fails without a mask"
    (match each_safepoint [ forcing; forcing ] with
     | () -> false
     | exception Lazy.Undefined -> true)

module type Counting = sig
  type t

  val make : int -> t
  val release : t -> unit
  val acquire : t -> unit
  val try_acquire : t -> bool
end

(* A task waits for what another domain releases, and is asked to give way meanwhile: it
   comes back with the semaphore's mutex locked, and to a poll. Whether the task beside it
   on the same thread can look at the semaphore then. *)
let looked_at (type s) (module Counting : Counting with type t = s) =
  let released = Counting.make 0 in
  let releasing =
    Domain.spawn (fun () ->
        Unix.sleepf 0.02;
        Counting.release released)
  in
  let looked =
    Scheduler.run ~interval_usec:100 (fun () ->
        let waits = Scheduler.fork (fun () -> Counting.acquire released) in
        let looks = Scheduler.fork (fun () -> Counting.try_acquire released) in
        Scheduler.join waits;
        match Scheduler.join looks with
        | taken -> not taken
        | exception Sys_error _ -> false)
  in
  Domain.join releasing;
  looked

let () =
  that "a semaphore shared by tasks" (looked_at (module Semaphore.Counting));
  that "which fails without a mask" (not (looked_at (module Stdlib.Semaphore.Counting)))
