let knobs =
  [ ("then", [ "perform"; "return" ]); ("task", [ "polls"; "c-call" ]) ]

external put_in_front : unit -> unit = "signal_handler_put_in_front"
external entered : unit -> unit = "signal_handler_entered" [@@noalloc]
external left : unit -> unit = "signal_handler_left" [@@noalloc]
external compute : unit -> int = "signal_handler_compute" [@@noalloc]

(* Compiled loops poll on each iteration; a call to C does not until it has returned. *)
let task = function
  | "c-call" -> Task.of_piece "c-call" compute
  | _ -> Task.named "loop"

let run chosen =
  let knob = Fixture.chosen chosen in
  let task = task (knob "task") in
  let preempt = if knob "then" = "perform" then Fiber.yield else ignore in
  let handle _ =
    entered ();
    preempt ();
    left ()
  in
  Fiber.control ();
  Sys.set_signal Sys.sigurg (Signal_handle handle);
  put_in_front ();
  Fiber.run Plain (fun () ->
      Telemetry.run ();
      Task.run task);
  Telemetry.Reached_cap

let () = Fixture.main ~name:"signal-handler" ~knobs run
