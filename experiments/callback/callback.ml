let knobs =
  [
    ("handler", List.map fst Fiber.scheduler_names);
    ("task", [ "loop"; "calling"; "allocating" ]);
    ("fiber", [ "grown"; "default" ]);
    ("altstack", [ "no"; "yes" ]);
    ("guard", [ "none"; "pc" ]);
    ("registers", [ "synced"; "stale" ]);
  ]

external install : (unit -> unit) -> altstack:bool -> guard:bool -> unit
  = "callback_install"

let () =
  Fixture.main ~name:"callback" ~knobs (fun chosen ->
      let knob = Fixture.chosen chosen in
      let entering = if knob "registers" = "synced" then Fiber.sync else ignore in
      let task = Task.named ~entering (knob "task") in
      let altstack = knob "altstack" = "yes" and guard = knob "guard" = "pc" in
      install Fiber.yield ~altstack ~guard;
      Fiber.run (List.assoc (knob "handler") Fiber.scheduler_names) (fun () ->
          if knob "fiber" = "grown" then Fiber.grow ();
          (* So that only what the task allocates is there to be lost or moved. *)
          Gc.full_major ();
          Telemetry.run ();
          Task.run task);
      Reached_cap)
