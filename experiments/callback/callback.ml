let knobs =
  [
    ("handler", List.map fst Fiber.scheduler_names);
    ("task", [ "loop"; "calling"; "rarely-calling"; "allocating" ]);
    ("fiber", [ "grown"; "default" ]);
    ("sigaction", [ "zeroed"; "nodefer"; "onstack" ]);
    ("rearm", [ "once"; "each" ]);
    ("guard", [ "none"; "pc" ]);
    ("registers", [ "synced"; "stale" ]);
  ]

type flags = Zeroed | Nodefer | Onstack

let flags = function
  | "nodefer" -> Nodefer
  | "onstack" -> Onstack
  | _ -> Zeroed

external prepare : (unit -> unit) -> flags -> guard:bool -> unit = "callback_prepare"
external install : unit -> unit = "callback_install"

let () =
  Fixture.main ~name:"callback" ~knobs (fun chosen ->
      let knob = Fixture.chosen chosen in
      let entering = if knob "registers" = "synced" then Fiber.sync else ignore in
      let resuming = if knob "rearm" = "each" then install else ignore in
      let task = Task.named ~entering (knob "task") in
      prepare Fiber.yield (flags (knob "sigaction")) ~guard:(knob "guard" = "pc");
      install ();
      Fiber.run ~resuming
        (List.assoc (knob "handler") Fiber.scheduler_names)
        (fun () ->
           if knob "fiber" = "grown" then Fiber.grow ();
           (* So that only what the task allocates can be lost or moved. *)
           Gc.full_major ();
           Telemetry.run ();
           Task.run task);
      Reached_cap)
