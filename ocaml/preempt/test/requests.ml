(* A request is served at the next safepoint, whatever the runtime does with young_limit
   in between. *)

open Preempt
open Check

external format_int : string -> int -> string = "caml_format_int"

let bytes = Bytes.make 5_000 'x'
let reading, writing = Unix.pipe ()

(* Calls of C that are followed by no safepoint before the one above. *)
let () =
  List.iter
    (fun (what, between) -> that what (preempted_after between = 1))
    [
      ("nothing between", ignore);
      ("a minor collection", Gc.minor);
      ("a major slice", fun () -> ignore (Gc.major_slice 0));
      ("a full major collection", Gc.full_major);
      ("a compaction", Gc.compact);
      ("an allocation by C", fun () -> ignore (Sys.opaque_identity (Bytes.copy bytes)));
      ( "small allocations by C",
        fun () -> ignore (Sys.opaque_identity (format_int "%d" 12345)) );
      ("a blocking call", fun () -> ignore (Unix.write writing bytes 0 10));
      ("another", fun () -> ignore (Unix.read reading bytes 0 10));
      ("a yield to no other thread", Thread.yield);
      ("a clock", fun () -> ignore (Sys.opaque_identity (Unix.gettimeofday ())));
    ]

(* A second request before the first is served adds nothing; one made while a tick handler
   runs is another. *)
let () =
  let preempted = ref 0 and asked = ref 0 in
  let safepoints n =
    for _ = 1 to n do
      ignore (Sys.opaque_identity (ref 0))
    done
  in
  let target = self () in
  preemptible
    (fun () ->
       (* Not [ask ()], which may begin with a poll. *)
       request target;
       request target;
       safepoints 10)
    (fun k ->
       incr preempted;
       Effect.Deep.continue k ());
  that "two requests, one preemption" (!preempted = 1);
  preemptible
    ~tickc:(fun () ->
        incr asked;
        if !asked < 5 then ask ();
        Effect.Continue)
    (fun () -> safepoints 10)
    (fun k -> Effect.Deep.continue k ());
  that "nobody asks unasked" (!asked = 0);
  preemptible
    ~tickc:(fun () ->
        incr asked;
        if !asked < 5 then ask ();
        Effect.Continue)
    (fun () ->
       ask ();
       safepoints 10)
    (fun k -> Effect.Deep.continue k ());
  that "asking again from a tick handler" (!asked = 5)

(* However often it is asked, a task gets on: the safepoint it was preempted at is not
   preempted again before the code behind it has run. *)
let () =
  let turns = ref 0 and preempted = ref 0 in
  Domain.Tick.with_ ~interval_usec:1 (fun _ ->
      spin true;
      preemptible
        (fun () ->
           ask ();
           while !turns < 200_000 do
             incr turns
           done)
        (fun k ->
           incr preempted;
           ask ();
           Effect.Deep.continue k ());
      spin false);
  that "progress at a request for each safepoint"
    (!turns = 200_000 && !preempted >= 199_000)
