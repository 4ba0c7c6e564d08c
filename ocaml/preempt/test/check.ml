(* What the test programs share: saying what holds, and a round-robin that preempts. *)

open Preempt

(* One line per check; the first that fails ends the program. *)
let that what holds =
  Printf.printf "%s %s\n%!" (if holds then "ok" else "FAILED") what;
  if not holds then exit 1

let raises what expected f =
  that what (match f () with _ -> false | exception exn -> expected exn)

(* As Mutex.protect, which 5.0 does not have. *)
let locked mutex f =
  Mutex.lock mutex;
  Fun.protect ~finally:(fun () -> Mutex.unlock mutex) f

(* Asks for the calling fiber to be preempted at its next safepoint. *)
let ask () = request (self ())

(* Round-robin over tasks that are preempted at every safepoint: each asks for its own
   next preemption right before it is continued. [preempts] counts those caught. *)
let preempts = ref 0

let each_safepoint ?(between = ignore) tasks =
  let queue = Queue.create () in
  let start task () =
    Effect.Deep.Preemptible.match_with
      (fun () ->
         ask ();
         task ())
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
                    incr preempts;
                    between ();
                    Queue.push
                      (fun () ->
                         ask ();
                         Effect.Deep.continue k ())
                      queue)
             | _ -> None);
      }
  in
  List.iter (fun task -> Queue.push (start task) queue) tasks;
  while not (Queue.is_empty queue) do
    (Queue.pop queue) ()
  done

(* One fiber under a handler of Preemption. *)
let preemptible (type r) ?(tickc = always) (task : unit -> r)
    (on_preemption : (unit, r) Effect.Deep.continuation -> r) =
  Effect.Deep.Preemptible.match_with task ()
    {
      retc = Fun.id;
      exnc = raise;
      tickc;
      effc =
        (fun (type a) (effect_ : a Effect.t) ->
           match effect_ with
           | Effect.Preemption ->
             Some (fun (k : (a, r) Effect.Deep.continuation) -> on_preemption k)
           | _ -> None);
    }

(* How often a fiber is preempted that asks, does something and comes to a safepoint. *)
let preempted_after between =
  let preempted = ref 0 in
  preemptible
    (fun () ->
       ask ();
       between ();
       ignore (Sys.opaque_identity (ref 0)))
    (fun k ->
       incr preempted;
       Effect.Deep.continue k ());
  !preempted

(* A loop without allocation that runs until it is told to stop, with a poll in each turn;
   gives up after 10 s of processor time. *)
let spin_until stop =
  let start = Sys.time () in
  let turns = ref 0 in
  while not (stop ()) do
    incr turns;
    if !turns land 0xfffff = 0 && Sys.time () -. start > 10. then failwith "nothing came"
  done
