(* What is to be collected must not be a constant, since a constant is never dead. *)
let garbage () = Sys.opaque_identity (ref 0)

let arm_by = function
  | "finalise" -> fun finaliser -> Gc.finalise (fun _ -> finaliser ()) (garbage ())
  | "finalise_last" -> fun finaliser -> Gc.finalise_last finaliser (garbage ())
  | _ -> fun finaliser -> ignore (Gc.create_alarm finaliser)

let knobs = [ ("by", [ "finalise"; "finalise_last"; "alarm" ]) ]

(* The runtime calls finalisers through caml_callback_exn, which detaches the fiber from
   its parent, and so from its handlers, for as long as the call lasts
   (runtime/finalise.c, caml_final_do_calls_res, and runtime/callback.c,
   caml_callback_exn, OCaml 5.3.0). *)
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

(* stdlib/gc.ml, create_alarm, 5.2.0: what is to be collected can be reached from what
   Domain.at_exit keeps (ocaml/ocaml#13318). *)
let not_applicable : Fixture.not_applicable list =
  let reason = "the alarms of OCaml 5.2.0 never go off" in
  if String.starts_with ~prefix:"5.2.0" Sys.ocaml_version then
    [ { knob = "by"; value = "alarm"; reason } ]
  else []

let () = Fixture.main ~not_applicable ~name:"finaliser" ~knobs run
