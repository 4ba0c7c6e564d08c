(* Scopes of ticks, and who is asked at a tick. *)

open Preempt
open Check

let effective () = Domain.Tick.effective_interval_usec ()

let refuses interval_usec =
  match Domain.Tick.acquire ~interval_usec with
  | _ -> false
  | exception Invalid_argument _ -> true

let () =
  that "no scope, no interval" (effective () = Null);
  let slow = Domain.Tick.acquire ~interval_usec:5_000 in
  let fast = Domain.Tick.acquire ~interval_usec:700 in
  that "the smallest of two" (effective () = This 700);
  Domain.Tick.release fast;
  that "the other again" (effective () = This 5_000);
  Domain.Tick.release fast;
  that "a second release takes nobody else's" (effective () = This 5_000);
  Domain.Tick.release slow;
  that "none" (effective () = Null);
  that "0 is no interval" (refuses 0 && refuses (-5));
  that "with_ gives what its function gives"
    (Domain.Tick.with_ ~interval_usec:100 (fun _ -> effective ()) = This 100);
  (match Domain.Tick.with_ ~interval_usec:100 (fun _ -> raise Exit) with
   | () -> that "with_ raises what its function raises" false
   | exception Exit ->
     that "with_ closes its scope when it raises" (effective () = Null));
  that "a domain's scopes end with it"
    (Stdlib.Domain.join
       (Stdlib.Domain.spawn (fun () ->
            ignore (Domain.Tick.acquire ~interval_usec:300);
            effective ()))
     = This 300
     && effective () = Null);
  let before = (Statistics.read ()).requests in
  Unix.sleepf 0.05;
  that "nothing ticks when no scope is open" ((Statistics.read ()).requests = before)

let outcome = Effect.Preempt

(* Runs [task] in nested preemptible fibers, the first tick handler root-most. *)
let rec nested tickcs task =
  match tickcs with
  | [] -> task ()
  | tickc :: inner ->
    Effect.Deep.Preemptible.try_with ~on_tick:tickc
      (fun () -> nested inner task)
      ()
      { effc = (fun (type a) (_ : a Effect.t) -> None) }

let asked = ref []
let clear () = asked := []

let answering name answer () =
  asked := name :: !asked;
  answer

(* A safepoint with a request pending, in the innermost fiber. *)
let tick () =
  ask ();
  ignore (Sys.opaque_identity (ref 0))

let () =
  clear ();
  nested [ answering "root" Effect.Continue; answering "leaf" Effect.Continue ] tick;
  that "root-most first" (!asked = [ "leaf"; "root" ]);
  clear ();
  nested [ answering "root" outcome; answering "leaf" outcome ] tick;
  that "not asked after a Preempt; unhandled Preemption resumes" (!asked = [ "root" ]);
  clear ();
  nested [ answering "root" Effect.Continue; always ] tick;
  that "the root-most first, whoever else always answers Preempt" (!asked = [ "root" ]);
  clear ();
  nested
    [ answering "root" Effect.Continue ]
    (fun () ->
       Effect.Deep.try_with tick () { effc = (fun (type a) (_ : a Effect.t) -> None) });
  that "an ordinary fiber travels inside a preemptible one" (!asked = [ "root" ]);
  clear ();
  tick ();
  that "nobody is asked outside" (!asked = []);
  that "and it is used up" ((Statistics.read ()).idle > 0)

let () =
  let caught_by = ref "nobody" in
  let catching name task =
    Effect.Deep.try_with task ()
      {
        effc =
          (fun (type a) (effect_ : a Effect.t) ->
             match effect_ with
             | Effect.Preemption ->
               Some
                 (fun (k : (a, _) Effect.Deep.continuation) ->
                    caught_by := name;
                    Effect.Deep.continue k ())
             | _ -> None);
      }
  in
  catching "outer" (fun () -> nested [ always ] (fun () -> catching "inner" tick));
  that "performed in the innermost fiber" (!caught_by = "inner");
  catching "outer" (fun () -> nested [ always ] tick);
  that "passed on by handlers that do not match" (!caught_by = "outer");
  that "by hand it is an ordinary effect"
    (match nested [ always ] (fun () -> Effect.perform Effect.Preemption) with
     | () -> false
     | exception Effect.Unhandled Effect.Preemption -> true)

exception From_tick_handler

let raising () = raise From_tick_handler

let[@inline never] ticked_code () =
  (* On the stack over a call, so that the frame is more than the return address. *)
  let one = Sys.opaque_identity 1 and two = Sys.opaque_identity 2 in
  ignore (Sys.opaque_identity (List.length [ one; two ]));
  ask ();
  !(Sys.opaque_identity (ref one)) + two

let[@inline never] ticked_caller () = 1 + ticked_code ()

let mentions name =
  String.split_on_char '\n' (Printexc.get_backtrace ())
  |> List.exists (fun line -> List.mem name (String.split_on_char ' ' line))

let () =
  that "a tick handler that raises raises at the safepoint"
    (nested [ raising ] (fun () ->
         match tick () with () -> false | exception From_tick_handler -> true));
  Printexc.record_backtrace true;
  that "its backtrace goes on with whom it interrupted"
    (nested [ raising ] (fun () ->
         match 1 + ticked_caller () with
         | _ -> false
         | exception From_tick_handler ->
           mentions "Ticks.ticked_code" && mentions "Ticks.ticked_caller"));
  Printexc.record_backtrace false;
  let rounds = ref 0 in
  for _ = 1 to 10_000 do
    match nested [ raising ] tick with
    | () -> ()
    | exception From_tick_handler -> incr rounds
  done;
  that "10,000 times" (!rounds = 10_000);
  that "its effects are unhandled, its allocations fine"
    (nested
       [
         (fun () ->
            Gc.full_major ();
            ignore (Sys.opaque_identity (List.init 1_000 Fun.id));
            Effect.perform Effect.Preemption;
            Effect.Continue);
       ]
       (fun () ->
          match tick () with
          | () -> false
          | exception Effect.Unhandled Effect.Preemption -> true))

(* A tick handler that grows the stack it runs on, the innermost fiber's: the fiber whose
   handlers are being asked is not where it was. *)
let rec grow n = if n = 0 then 0 else 1 + grow (Sys.opaque_identity (n - 1))

let () =
  clear ();
  let growing answer () =
    ignore (grow 20_000);
    answer
  in
  let live = List.init 5 Fun.id in
  nested
    [ growing Effect.Continue; answering "leaf" Effect.Preempt ]
    (fun () ->
       let mine = List.map succ live in
       tick ();
       that "what the task had when its stack moved" (mine = [ 1; 2; 3; 4; 5 ]));
  that "the others are asked all the same" (!asked = [ "leaf" ]);
  let preempted = ref 0 in
  preemptible ~tickc:(growing Effect.Preempt) tick (fun k ->
      incr preempted;
      Effect.Deep.continue k ());
  that "and it can preempt" (!preempted = 1);
  let inside = ref false and entered_again = ref false and times = ref 0 in
  preemptible
    ~tickc:(fun () ->
        if !inside then entered_again := true;
        inside := true;
        incr times;
        if !times < 10 then tick ();
        inside := false;
        Effect.Continue)
    (fun () ->
       tick ();
       for i = 1 to 20 do
         ignore (Sys.opaque_identity (ref i))
       done)
    (fun k -> Effect.Deep.continue k ());
  that "a tick during a tick handler comes after it" (!times = 10 && not !entered_again)

let () =
  let k =
    Effect.Shallow.fiber (fun () ->
        tick ();
        tick ())
  in
  let rec handler tickc : (unit, unit) Effect.Shallow.Preemptible.handler =
    {
      retc = Fun.id;
      exnc = raise;
      tickc;
      effc =
        (fun (type a) (effect_ : a Effect.t) ->
           match effect_ with
           | Effect.Preemption ->
             Some
               (fun (k : (a, unit) Effect.Shallow.continuation) ->
                  Effect.Shallow.Preemptible.continue_with k ()
                    (handler (answering "second" Effect.Preempt)))
           | _ -> None);
    }
  in
  clear ();
  let first = handler (answering "first" Effect.Preempt) in
  Effect.Shallow.Preemptible.continue_with k () first;
  that "continue_with replaces the tick handler" (!asked = [ "second"; "first" ]);
  clear ();
  Effect.Shallow.continue_with
    (Effect.Shallow.fiber tick)
    ()
    { retc = ignore; exnc = raise; effc = (fun (type a) (_ : a Effect.t) -> None) };
  that "the ordinary one has none" (!asked = []);
  let raised =
    Effect.Shallow.Preemptible.discontinue_with
      (Effect.Shallow.fiber (fun () -> ()))
      Exit
      {
        retc = (fun () -> false);
        exnc = (fun e -> e = Exit);
        tickc = always;
        effc = (fun (type a) (_ : a Effect.t) -> None);
      }
  in
  that "discontinue_with raises" raised
