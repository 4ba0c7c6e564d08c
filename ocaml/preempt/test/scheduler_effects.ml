(* Effects of the tasks' own, and what must not be preempted. *)

open Preempt.Scheduler

type _ Effect.t += Emit : int -> unit Effect.t

let sum_of_emitted emit_all =
  let sum = ref 0 in
  let effc (type a) (eff : a Effect.t) :
    ((a, unit) Effect.Deep.continuation -> unit) option =
    match eff with
    | Emit n -> Some (fun k -> sum := !sum + n; Effect.Deep.continue k ())
    | _ -> None
  in
  Effect.Deep.try_with emit_all () { effc };
  !sum

let emit_to n () = for i = 1 to n do Effect.perform (Emit i) done

let () =
  Check.that "effects of a task reach the handlers inside it while it is preempted"
    (run ~domains:2 ~interval_usec:50 (fun () ->
         List.init 8 (fun _ -> fork (fun () -> sum_of_emitted (emit_to 300_000)))
         |> List.for_all (fun task -> join task = 300_000 * 300_001 / 2)));
  Check.that "a scheduler's own effects pass through handlers of a task"
    (run (fun () ->
         sum_of_emitted (fun () ->
             let task = fork (fun () -> 1) in
             yield ();
             Effect.perform (Emit (join task))))
     = 1);
  Check.that "effects of a forked task do not reach the handlers around fork"
    (run (fun () ->
         let task = ref None in
         ignore (sum_of_emitted (fun () -> task := Some (fork (emit_to 1))));
         match join (Option.get !task) with
         | () -> false
         | exception Effect.Unhandled (Emit 1) -> true))

let () =
  let open Preempt in
  Check.that "a preemptible fiber inside a task gets its preemptions first"
    (run (fun () ->
         let preempted = ref 0 in
         let effc (type a) (eff : a Effect.t) :
           ((a, unit) Effect.Deep.continuation -> unit) option =
           match eff with
           | Effect.Preemption ->
             Some (fun k -> incr preempted; Effect.Deep.continue k ())
           | _ -> None
         in
         Effect.Deep.Preemptible.try_with
           ~on_tick:(fun () -> Effect.Continue)
           (fun () -> while !preempted < 3 do () done)
           () { effc };
         !preempted >= 3))

(* Long enough to be preempted in again and again. *)
let long_work () = for i = 1 to 20_000 do ignore (Sys.opaque_identity (ref i)) done

let () =
  Check.that "mutexes held in masks only"
    (let mutex = Mutex.create () and count = ref 0 in
     let add () =
       for _ = 1 to 500 do
         Preempt.mask (fun () ->
             Check.locked mutex (fun () ->
                 let before = !count in
                 if before land 31 = 0 then long_work ();
                 count := before + 1))
       done
     in
     run ~domains:2 ~interval_usec:50 (fun () ->
         List.iter join (List.init 8 (fun _ -> fork add)));
     !count = 4_000);
  Check.raises "a mutex held by a preempted task fails on the same thread"
    (function Sys_error _ -> true | _ -> false)
    (fun () ->
       run (fun () ->
           let mutex = Mutex.create () and held = ref false in
           let holder =
             fork (fun () ->
                 Check.locked mutex (fun () -> held := true; while true do () done))
           in
           while not !held do () done;
           Fun.protect
             ~finally:(fun () -> cancel holder)
             (fun () -> Mutex.lock mutex)));
  Check.that "a lazy value forced in masks only"
    (run ~interval_usec:50 (fun () ->
         let value = lazy (for _ = 1 to 100 do long_work () done; 9) in
         List.init 4 (fun _ -> fork (fun () -> Preempt.mask (fun () -> Lazy.force value)))
         |> List.for_all (fun task -> join task = 9)))

let () =
  Check.that "DLS stays the same within a mask"
    (let key = Domain.DLS.new_key (fun () -> ref 0) in
     let count () =
       for _ = 1 to 2_000 do
         Preempt.mask (fun () ->
             let cell = Domain.DLS.get key in
             let before = !cell in
             ignore (Sys.opaque_identity (ref before));
             if Domain.DLS.get key != cell then failwith "moved";
             cell := before + 1)
       done
     in
     run ~domains:2 ~interval_usec:50 (fun () ->
         List.iter join (List.init 8 (fun _ -> fork count));
         true))
