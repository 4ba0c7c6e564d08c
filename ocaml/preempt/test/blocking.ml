(* Blocking calls, in a program without systhreads. *)

open Check

external raise_signal : int -> unit = "blocking_raise_signal" [@@noalloc]

let bytes = Bytes.make 10 'x'
let reading, writing = Unix.pipe ()

let () =
  List.iter
    (fun (what, between) -> that what (preempted_after between = 1))
    [
      ("a write", fun () -> ignore (Unix.write writing bytes 0 10));
      ("a read", fun () -> ignore (Unix.read reading bytes 0 10));
      ("a sleep", fun () -> Unix.sleepf 0.001);
    ]

(* The handler runs on the way into the blocking call, which never comes to its end. *)
let () =
  Sys.set_signal Sys.sigusr1 (Sys.Signal_handle (fun _ -> raise Exit));
  let left () =
    raise_signal Sys.sigusr1;
    match Unix.write writing bytes 0 10 with _ -> false | exception Exit -> true
  in
  that "a blocking call is left by an exception of a signal handler" (left ());
  that "the next request outlives a collection" (preempted_after Gc.minor = 1);
  that "and so does one that was there before"
    (preempted_after (fun () -> if not (left ()) then failwith "not left") = 1)

(* It blocks itself, leaves that by an exception and catches it. *)
let () =
  let handled = ref 0 in
  Sys.set_signal Sys.sigusr2 (Sys.Signal_handle (fun _ -> raise Exit));
  Sys.set_signal Sys.sigusr1
    (Sys.Signal_handle
       (fun _ ->
          ignore (Unix.write writing bytes 0 1);
          raise_signal Sys.sigusr2;
          try ignore (Unix.write writing bytes 0 1) with Exit -> incr handled));
  let blocking () =
    raise_signal Sys.sigusr1;
    ignore (Unix.write writing bytes 0 10)
  in
  that "a signal handler that blocks on the way into a blocking call"
    (preempted_after blocking = 1 && !handled = 1)
