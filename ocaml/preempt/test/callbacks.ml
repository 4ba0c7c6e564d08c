(* Code that C has called: preempted only when it is over, never lost. *)

open Preempt
open Check

external call : (unit -> 'a) -> 'a = "callbacks_call"
external call_exn : (unit -> 'a) -> unit = "callbacks_call_exn"
external raise_signal : int -> unit = "callbacks_raise_signal" [@@noalloc]
external want_switch : unit -> unit = "callbacks_want_switch" [@@noalloc]
external wants_switch : unit -> bool = "callbacks_wants_switch" [@@noalloc]

let safepoint () = ignore (Sys.opaque_identity (ref 0))

let preempted_by calling =
  let inside = ref (-1) and preempted = ref 0 in
  preemptible
    (fun () ->
       calling (fun () ->
           ask ();
           safepoint ();
           safepoint ();
           inside := !preempted);
       safepoint ();
       that "  and after it" (!preempted = 1))
    (fun k ->
       incr preempted;
       Effect.Deep.continue k ());
  !inside = 0

let () =
  that "a callback is not preempted" (preempted_by call);
  that "one whose exceptions are dropped" (preempted_by call_exn);
  that "one that raises"
    (preempted_by (fun f ->
         try
           call (fun () ->
               f ();
               raise Exit)
         with Exit -> ()));
  let found = (Statistics.read ()).in_callback in
  that "counted" (found >= 3);
  preemptible
    (fun () ->
       call (fun () ->
           ask ();
           for _ = 1 to 1_000 do
             safepoint ()
           done))
    (fun k -> Effect.Deep.continue k ());
  that "a request interrupts a callback once"
    ((Statistics.read ()).in_callback = found + 1)

(* A scheduler inside a callback preempts its own fibers. *)
let () =
  let inner = ref 0 in
  call (fun () ->
      preemptible
        (fun () ->
           ask ();
           safepoint ())
        (fun k ->
           incr inner;
           Effect.Deep.continue k ()));
  that "fibers made in a callback are preempted" (!inner = 1)

(* Functions that the runtime calls at a safepoint. Each runs while another preemption is
   due, which comes afterwards. *)
let () =
  let preempted = ref 0 and finalised = ref 0 in
  let task () =
    for _ = 1 to 2_000 do
      let block = ref 0 in
      Gc.finalise
        (fun _ ->
           incr finalised;
           ask ();
           safepoint ())
        block;
      ignore (Sys.opaque_identity block)
    done;
    Gc.full_major ();
    safepoint ()
  in
  preemptible task (fun k ->
      incr preempted;
      ask ();
      Effect.Deep.continue k ());
  Gc.full_major ();
  that "finalisers" (!finalised > 1_990 && !preempted > 0)

let () =
  let signals = ref 0 and preempted = ref 0 in
  let previous =
    Sys.signal Sys.sigusr1
      (Sys.Signal_handle
         (fun _ ->
            incr signals;
            ask ();
            safepoint ()))
  in
  let pid = Unix.getpid () in
  preemptible
    (fun () ->
       for _ = 1 to 500 do
         let seen = !signals in
         Unix.kill pid Sys.sigusr1;
         spin_until (fun () -> !signals > seen)
       done)
    (fun k ->
       incr preempted;
       Effect.Deep.continue k ());
  that "signal handlers run in a preempted loop" (!signals >= 500);
  that "and what they ask for comes after them" (!preempted > 0);
  let late = ref 0 in
  preemptible
    (fun () ->
       for _ = 1 to 500 do
         let seen = !signals in
         raise_signal Sys.sigusr1;
         ask ();
         let turns = ref 0 in
         while !signals = seen && !turns < 1_000_000 do
           incr turns
         done;
         if !turns = 1_000_000 then incr late
       done)
    (fun k -> Effect.Deep.continue k ());
  that "a signal and a request at one safepoint" (!late = 0);
  preemptible
    (fun () ->
       want_switch ();
       ask ();
       safepoint ();
       that "a switch of threads and a request at one safepoint" (not (wants_switch ())))
    (fun k -> Effect.Deep.continue k ());
  Sys.set_signal Sys.sigusr1
    (Sys.Signal_handle
       (fun _ ->
          ask ();
          raise Exit));
  let raised = ref 0 in
  preemptible
    (fun () ->
       for _ = 1 to 500 do
         try
           Unix.kill pid Sys.sigusr1;
           spin_until (fun () -> false)
         with Exit -> incr raised
       done)
    (fun k -> Effect.Deep.continue k ());
  that "signal handlers that raise" (!raised = 500);
  Sys.set_signal Sys.sigusr1 previous

let () =
  let delivered = ref 0 in
  Sys.set_signal Sys.sigurg (Sys.Signal_handle ignore);
  deliver_by (Signal Sys.sigurg);
  preemptible
    (fun () ->
       for _ = 1 to 100 do
         let seen = !delivered in
         ask ();
         spin_until (fun () -> !delivered > seen)
       done)
    (fun k ->
       incr delivered;
       Effect.Deep.continue k ());
  deliver_by Store;
  that "requests by signal" (!delivered = 100);
  that "a signal that cannot be handled is refused"
    (match deliver_by (Signal Sys.sigkill) with
     | () -> false
     | exception Invalid_argument _ -> true)
