(* The last exception and its backtrace are the task's, however many tasks raise. *)

open Preempt

exception Shared

(* Each task raises through functions of its own, all of them the same exception: raised
   again, it adds to whatever backtrace is there. *)
module type Raiser = sig
  val name : string
  val fail : int -> unit
end

module First : Raiser = struct
  let name = "first_raises"
  let[@inline never] first_raises n = if n >= 0 then raise Shared
  let[@inline never] fail n = first_raises n; ignore (Sys.opaque_identity n)
end

module Second : Raiser = struct
  let name = "second_raises"
  let[@inline never] second_raises n = if n >= 0 then raise Shared
  let[@inline never] fail n = second_raises n; ignore (Sys.opaque_identity n)
end

module Third : Raiser = struct
  let name = "third_raises"
  let[@inline never] third_raises n = if n >= 0 then raise Shared
  let[@inline never] fail n = third_raises n; ignore (Sys.opaque_identity n)
end

module Fourth : Raiser = struct
  let name = "fourth_raises"
  let[@inline never] fourth_raises n = if n >= 0 then raise Shared
  let[@inline never] fail n = fourth_raises n; ignore (Sys.opaque_identity n)
end

let raisers : (module Raiser) list =
  [ (module First); (module Second); (module Third); (module Fourth) ]

let work turns =
  let sum = ref 0 in
  for i = 1 to turns do
    sum := !sum + List.length (Sys.opaque_identity [ i; i ])
  done;
  !sum

(* As Fun.protect does by hand: something runs before the exception is raised again. *)
let[@inline never] raise_again ~between fail n =
  try fail n
  with exn ->
    ignore (Sys.opaque_identity (work between));
    raise exn

let names backtrace =
  match Printexc.backtrace_slots backtrace with
  | None -> []
  | Some slots -> List.filter_map Printexc.Slot.name (Array.to_list slots)

(* As in "Dune__exe__Backtraces.First.first_raises". *)
let tells name = List.exists (String.ends_with ~suffix:name)

let wrong = Atomic.make 0

let check_backtrace own backtrace =
  let found = names backtrace in
  let is_own (module R : Raiser) = R.name = own in
  let others = List.filter (fun raiser -> not (is_own raiser)) raisers in
  let foreign = List.exists (fun (module R : Raiser) -> tells R.name found) others in
  if foreign || not (tells own found) then Atomic.incr wrong

let task ~rounds ~between (module R : Raiser) () =
  for _ = 1 to rounds do
    (match raise_again ~between R.fail 1 with
     | () -> Atomic.incr wrong
     | exception Shared ->
       ignore (Sys.opaque_identity (work between));
       check_backtrace R.name (Printexc.get_raw_backtrace ()));
    match R.fail 1 with
    | () -> Atomic.incr wrong
    | exception Shared ->
      let trace = Printexc.get_backtrace () in
      if trace = "" then Atomic.incr wrong
  done

let with_ticks ~domains () =
  let open Scheduler in
  run ~domains ~interval_usec:50 (fun () ->
      List.iter join
        (List.map (fun raiser -> fork (task ~rounds:500 ~between:3_000 raiser)) raisers))

let giving_way () =
  let open Scheduler in
  let yields (module R : Raiser) () =
    for _ = 1 to 100 do
      match
        try R.fail 1
        with exn ->
          yield ();
          join (fork ignore);
          raise exn
      with
      | () -> Atomic.incr wrong
      | exception Shared -> check_backtrace R.name (Printexc.get_raw_backtrace ())
    done
  in
  run ~interval_usec:1_000_000 (fun () ->
      List.iter join (List.map (fun raiser -> fork (yields raiser)) raisers))

let none_wrong what f =
  Atomic.set wrong 0;
  f ();
  Check.that what (Atomic.get wrong = 0)

let a_task_begins_with_none () =
  let open Scheduler in
  run ~interval_usec:1_000_000 (fun () ->
      (try First.fail 1 with Shared -> ());
      join
        (fork (fun () ->
             if Printexc.raw_backtrace_length (Printexc.get_raw_backtrace ()) > 0 then
               Atomic.incr wrong)))

(* The tick handler raises and catches in the middle of the code that it interrupts. *)
let tick_handlers_raise () =
  let tickc () =
    (try Second.fail 1 with Shared -> ());
    Effect.Continue
  in
  Domain.Tick.with_ ~interval_usec:50 (fun _ ->
      Check.preemptible ~tickc
        (task ~rounds:200 ~between:3_000 (module First))
        (fun k -> Effect.Deep.continue k ()))

let () =
  Printexc.record_backtrace true;
  none_wrong "at ticks of 50 us" (with_ticks ~domains:1);
  none_wrong "at ticks of 50 us, on two domains" (with_ticks ~domains:2);
  Check.preempts := 0;
  none_wrong "at every safepoint" (fun () ->
      Check.each_safepoint (List.map (task ~rounds:20 ~between:50) raisers));
  Check.that "each of them many times" (!Check.preempts > 1_000);
  none_wrong "at every safepoint, with collections" (fun () ->
      Check.each_safepoint ~between:Gc.minor
        (List.map (task ~rounds:2 ~between:20) raisers));
  none_wrong "where tasks give way by themselves" giving_way;
  none_wrong "a task begins with none" a_task_begins_with_none;
  none_wrong "a tick handler that raises leaves the task's" tick_handlers_raise;
  Printexc.record_backtrace false;
  Check.that "a task that records none has none"
    (Scheduler.run ~interval_usec:50 (fun () ->
         let quiet () =
           try raise_again ~between:3_000 First.fail 1
           with Shared -> ignore (Sys.opaque_identity (work 3_000))
         in
         List.iter Scheduler.join (List.init 4 (fun _ -> Scheduler.fork quiet));
         Printexc.raw_backtrace_length (Printexc.get_raw_backtrace ()) = 0))
