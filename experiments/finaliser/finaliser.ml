(* What is collected must not be a constant: one is never dead. *)
let garbage () = Sys.opaque_identity (ref 0)

let arm_by = function
  | "finalise" -> fun finaliser -> Gc.finalise (fun _ -> finaliser ()) (garbage ())
  | "finalise_last" -> fun finaliser -> Gc.finalise_last finaliser (garbage ())
  | _ -> fun finaliser -> ignore (Gc.create_alarm finaliser)

let knobs = [ ("by", [ "finalise"; "finalise_last"; "alarm" ]) ]

(* The runtime calls finalisers by caml_callback_exn, which takes the fiber from its
   parent for as long as the call lasts, and its handlers with it (runtime/finalise.c,
   caml_final_do_calls_res, and runtime/callback.c, caml_callback_exn, OCaml 5.3.0). *)
let preempt () =
  Telemetry.attempted ();
  Fiber.yield ();
  Telemetry.completed ()

let run chosen =
  let by = Fixture.chosen chosen "by" in
  let task = Task.named "allocating" in
  Fiber.control ();
  Fiber.run Plain (fun () ->
      Telemetry.run ();
      while not (Telemetry.should_stop ()) do
        arm_by by preempt;
        Gc.full_major ();
        Task.run_piece task
      done);
  Telemetry.Reached_cap

let () = Fixture.main ~name:"finaliser" ~knobs run
