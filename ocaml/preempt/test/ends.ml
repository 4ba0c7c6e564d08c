(* A program ends, whatever is still to be preempted: what was asked for before the ticks
   stop is not served after. Each end is that of a process of its own. *)

open Preempt

let others_compute () =
  for _ = 1 to 3 do
    ignore
      (Scheduler.fork (fun () ->
           while true do
             ignore (Sys.opaque_identity (ref 0))
           done))
  done

(* Right before the library's own function at exit: a tick comes meanwhile. *)
let a_tick_comes_at_exit () = at_exit (fun () -> Unix.sleepf 0.002)

let flushing () =
  print_string (String.make 100_000 'x')

let in_a_task ?(domains = 1) f =
  a_tick_comes_at_exit ();
  Scheduler.run ~domains ~interval_usec:20 (fun () ->
      others_compute ();
      for _ = 1 to 5 do
        Scheduler.yield ()
      done;
      flushing ();
      f ())

let endings =
  [
    ("exit in a task", fun () -> in_a_task (fun () -> exit 3));
    ("exit in a task of two domains", fun () -> in_a_task ~domains:2 (fun () -> exit 3));
    ( "exit in a task that has a Domain.at_exit",
      fun () ->
        in_a_task (fun () ->
            Stdlib.Domain.at_exit (fun () -> Unix.sleepf 0.001);
            exit 3) );
    ( "exit in a signal handler",
      fun () ->
        Sys.set_signal Sys.sigusr1 (Signal_handle (fun _ -> exit 3));
        in_a_task (fun () ->
            Unix.kill (Unix.getpid ()) Sys.sigusr1;
            while true do
              ignore (Sys.opaque_identity (ref 0))
            done) );
    ( "exit in a function at exit",
      fun () ->
        in_a_task (fun () ->
            at_exit (fun () -> exit 3);
            exit 4) );
    ( "an exception that nobody catches",
      fun () ->
        Printexc.set_uncaught_exception_handler (fun _ _ -> exit 3);
        a_tick_comes_at_exit ();
        let _scope = Domain.Tick.acquire ~interval_usec:20 in
        failwith "end" );
    ( "a domain that ends as it is ticked",
      fun () ->
        let _scope = Domain.Tick.acquire ~interval_usec:20 in
        for _ = 1 to 20 do
          Domain.join
            (Domain.spawn (fun () ->
                 Stdlib.Domain.at_exit (fun () -> Unix.sleepf 0.0005);
                 Check.preemptible ignore (fun k -> Effect.Deep.continue k ())))
        done;
        exit 3 );
    ( "a scope that is opened at exit",
      fun () ->
        at_exit (fun () -> ignore (Domain.Tick.acquire ~interval_usec:20));
        in_a_task (fun () -> exit 3) );
  ]

(* A bound that only a hang reaches, for the process's processor time and for its own. *)
let bound_seconds = 60

let run_ending name =
  ignore (Unix.alarm bound_seconds);
  (List.assoc name endings) ()

let status_of name =
  let null = Unix.openfile "/dev/null" [ O_RDWR ] 0 in
  let pid =
    Unix.create_process Sys.executable_name [| Sys.executable_name; name |] null null
      Unix.stderr
  in
  Unix.close null;
  snd (Unix.waitpid [] pid)

let () =
  match Sys.argv with
  | [| _; name |] -> run_ending name
  | _ ->
    List.iter
      (fun (name, _) ->
         let ended = List.init 5 (fun _ -> status_of name) in
         Check.that name (List.for_all (fun status -> status = Unix.WEXITED 3) ended))
      endings
