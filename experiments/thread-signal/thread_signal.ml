let knobs = [ ("threads", [ "2"; "8"; "32" ]) ]

external install : unit -> unit = "thread_signal_install"
external become_target : unit -> unit = "thread_signal_become_target"
external listen : unit -> unit = "thread_signal_listen"
external start_counting : unit -> unit = "thread_signal_start_counting"
external receipts : unit -> int = "thread_signal_receipts"
external strays : unit -> int = "thread_signal_strays"

let wait_until condition =
  while not (condition ()) do
    Thread.delay 0.001
  done

(* Signals one thread from OCaml, through the bindings, before the runner takes over. *)
let send_from_ocaml target =
  wait_until (fun () ->
      match Os_thread.send target Sys.sigurg with
      | Ok () -> receipts () > 0
      | Error `No_such_thread -> failwith "the target is gone");
  Telemetry.measure "receiptsFromOcaml" ~unit:"signals" (float_of_int (receipts ()))

(* [Thread.join] returns a little before the kernel's thread has ended; until then the
   signal, blocked there, is accepted. *)
let check_dead_thread () =
  let id = ref None in
  Thread.join (Thread.create (fun () -> id := Some (Os_thread.self ())) ());
  let dead = Option.get !id in
  wait_until (fun () -> Os_thread.send dead Sys.sigurg = Error `No_such_thread);
  Telemetry.measure "deadThreadRefused" ~unit:"threads" 1.

let bystander task () =
  listen ();
  while not (Telemetry.should_stop ()) do
    Task.run_piece task
  done

let target task (id : Os_thread.t option Atomic.t) ready () =
  become_target ();
  listen ();
  Atomic.set id (Some (Os_thread.self ()));
  wait_until (fun () -> Atomic.get ready);
  Telemetry.claim_target ();
  start_counting ();
  Telemetry.run ();
  Task.run task

let run chosen =
  let threads = int_of_string (Fixture.chosen chosen "threads") in
  let task = Task.named "loop" in
  install ();
  check_dead_thread ();
  let id = Atomic.make None and ready = Atomic.make false in
  let bystanders = List.init (threads - 1) (fun _ -> Thread.create (bystander task) ()) in
  let target = Thread.create (target task id ready) () in
  wait_until (fun () -> Atomic.get id <> None);
  send_from_ocaml (Option.get (Atomic.get id));
  Atomic.set ready true;
  List.iter Thread.join (target :: bystanders);
  Telemetry.measure "strayReceipts" ~unit:"signals" (float_of_int (strays ()));
  if strays () > 0 then
    raise (Task.Wrong_result "a thread received a signal meant for another");
  Telemetry.Reached_cap

let () = Fixture.main ~name:"thread-signal" ~knobs run
