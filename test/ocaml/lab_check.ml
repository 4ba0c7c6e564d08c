external ask : unit -> unit = "allocation_check_ask" [@@noalloc]
external words_taken_back : unit -> int = "allocation_check_words" [@@noalloc]

(* What is under way at the next safepoint: a poll, one block, two blocks at once. *)
let check_allocations () =
  let n = Sys.opaque_identity 1 in
  let after work =
    work ();
    Printf.printf "%d words " (words_taken_back ())
  in
  after (fun () -> ask (); for _ = 1 to n + 1 do () done);
  after (fun () -> ask (); ignore (Sys.opaque_identity (n, n, n)));
  after (fun () -> ask (); ignore (Sys.opaque_identity [ n; n ]));
  print_newline ()

(* Runs pieces of every task, undisturbed, and prints what one made of it. *)
let () =
  Telemetry.open_
    { driver = External; rate_hz = 1; jitter = 0.; seed = 1; cap = 1_000 };
  List.iter
    (fun name ->
       let entered = ref 0 in
       let task = Task.named ~entering:(fun () -> incr entered) name in
       for _ = 1 to 20 do
         Task.run_piece task
       done;
       Printf.printf "%s entered %d\n" name !entered)
    Task.names;
  Fiber.run Fiber.Plain (fun () ->
      Fiber.grow ();
      Fiber.yield ();
      Fiber.yield ());
  check_allocations ();
  let turns name () =
    for turn = 1 to 2 do
      Printf.printf "%s%d " name turn;
      if turn = 1 then Fiber.yield ()
    done
  in
  Round_robin.run (List.map turns [ "a"; "b"; "c" ]);
  print_newline ();
  let counts = Telemetry.counts () in
  Printf.printf "caught %d, verified %d\n" counts.caught counts.verified_pieces;
  let gone = ref None in
  let self = Os_thread.self () in
  Printf.printf "self %b\n" (Os_thread.id self = Unix.getpid ());
  (match Os_thread.send self 0 with
   | Ok () -> print_endline "self is there"
   | Error `No_such_thread -> print_endline "self is gone");
  Thread.join (Thread.create (fun () -> gone := Some (Os_thread.self ())) ());
  let rec refused tries =
    match Os_thread.send (Option.get !gone) 0 with
    | Error `No_such_thread -> true
    | Ok () -> tries > 0 && (Thread.delay 0.001; refused (tries - 1))
  in
  Printf.printf "dead thread refused %b\n" (refused 5_000);
  match Os_thread.send self 1_000_000 with
  | exception Invalid_argument _ -> print_endline "bad signal refused"
  | _ -> print_endline "bad signal taken"
