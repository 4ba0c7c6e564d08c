(* Discontinuing a preempted fiber raises where it was preempted. *)

open Preempt
open Check

exception Stop

let endless_loop () =
  let i = ref 0 in
  ask ();
  while true do
    incr i
  done

let endless_allocation () =
  let kept = ref [] in
  ask ();
  while true do
    kept := [ Sys.opaque_identity 1 ]
  done

let discontinued task = preemptible task (fun k -> Effect.Deep.discontinue k Stop)

let raised_in task =
  match discontinued task with () -> false | exception Stop -> true

let () =
  that "at a poll" (raised_in endless_loop);
  that "at an allocation" (raised_in endless_allocation);
  let handled = ref false and finally = ref false in
  discontinued (fun () ->
      try
        Fun.protect ~finally:(fun () -> finally := true) endless_loop
      with Stop -> handled := true);
  that "the task's own handler sees it" !handled;
  that "and its finally runs" !finally;
  let live = List.init 10 (fun i -> i) in
  let sum = ref 0 in
  discontinued (fun () ->
      let mine = List.map (fun i -> i * 2) live in
      (try endless_allocation () with Stop -> ());
      sum := List.fold_left ( + ) 0 mine);
  that "what it had before is whole" (!sum = 90)

(* Registers that only the cancelled code used must not be kept alive, nor read again. *)
let () =
  let rounds = 20_000 in
  let raised = ref 0 in
  let block = Weak.create 1 in
  for _ = 1 to rounds do
    match
      discontinued (fun () ->
          let mine = Bytes.make 64 'x' in
          Weak.set block 0 (Some mine);
          if Sys.opaque_identity true then endless_allocation ();
          ignore (Sys.opaque_identity mine))
    with
    | () -> ()
    | exception Stop -> incr raised
  done;
  that "20,000 times" (!raised = rounds);
  Gc.full_major ();
  that "nothing of the cancelled task is kept" (Weak.get block 0 = None)

(* The frames of the interrupted task are in the backtrace, and so is where the exception
   came from when its raiser says so. *)
let[@inline never] origin () = raise Stop

(* At an allocation: a poll has no source location (its descriptor carries none), so that
   of its caller is the first to be named. *)
let[@inline never] interrupted_code () =
  let kept = ref [] in
  (* On the stack over the call, so that its frame is more than the return address. *)
  let one = Sys.opaque_identity 1 and two = Sys.opaque_identity 2 in
  ask ();
  while Sys.opaque_identity true do
    kept := [ Sys.opaque_identity 1 ]
  done;
  List.length !kept + one + two

let[@inline never] calling () = 1 + interrupted_code ()

let backtrace_of task resume =
  preemptible
    (fun () ->
       match task () with
       | (_ : int) -> None
       | exception Stop -> Some (Printexc.get_raw_backtrace ()))
    resume

let mentions backtrace name =
  let text = Printexc.raw_backtrace_to_string backtrace in
  let n = String.length name in
  let rec at i =
    i + n <= String.length text && (String.sub text i n = name || at (i + 1))
  in
  at 0

let () =
  Printexc.record_backtrace true;
  let names backtrace functions =
    match backtrace with
    | Some b -> List.for_all (mentions b) functions
    | None -> false
  in
  that "the backtrace names the interrupted function"
    (names
       (backtrace_of calling (fun k -> Effect.Deep.discontinue k Stop))
       [ "Cancel.interrupted_code"; "Cancel.calling" ]);
  let given = try origin () with Stop -> Printexc.get_raw_backtrace () in
  that "a backtrace that is handed over is kept"
    (names
       (backtrace_of calling (fun k ->
            Effect.Deep.discontinue_with_backtrace k Stop given))
       [ "Cancel.origin"; "Cancel.interrupted_code"; "Cancel.calling" ]);
  let stack = ref None in
  ignore
    (backtrace_of calling (fun k ->
         stack := Some (Effect.Deep.get_callstack k 100);
         Effect.Deep.discontinue k Stop));
  that "the call stack of a preempted continuation"
    (names !stack [ "Cancel.interrupted_code"; "Cancel.backtrace_of" ]);
  that "a continuation is good for one resumption"
    (preemptible
       (fun () ->
          if Sys.opaque_identity true then endless_loop ();
          false)
       (fun k ->
          (try ignore (Effect.Deep.discontinue k Stop) with Stop -> ());
          match Effect.Deep.continue k () with
          | _ -> false
          | exception Effect.Continuation_already_resumed -> true))
