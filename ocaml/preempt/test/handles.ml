(* A handle that outlives what it is a handle of touches nothing of anybody else's, and
   figures of any size are taken for what they say. *)

open Preempt

let interval () = Domain.Tick.effective_interval_usec ()

let in_a_domain f = Domain.join (Domain.spawn f)

let preempted_in_a_scope () =
  let preempted = ref false in
  Check.preemptible
    (fun () -> Check.spin_until (fun () -> !preempted))
    (fun k ->
       preempted := true;
       Effect.Deep.continue k ());
  !preempted

let long_intervals () =
  List.iter
    (fun interval_usec ->
       Domain.Tick.with_ ~interval_usec (fun _ ->
           Check.that
             (Printf.sprintf "an interval of %d us is told as it is" interval_usec)
             (interval () = This interval_usec);
           Unix.sleepf 0.002;
           Check.that "and another scope ticks beside it"
             (Domain.Tick.with_ ~interval_usec:200 (fun _ -> preempted_in_a_scope ()))))
    [ max_int; max_int - 1; max_int / 1000; (max_int / 1000) + 1; max_int / 2; 1 lsl 53 ];
  Check.that "a run whose quantum is max_int"
    (Scheduler.run ~interval_usec:max_int (fun () ->
         Scheduler.(join (fork Fun.id)))
     = ());
  List.iter
    (fun domains ->
       Check.raises
         (Printf.sprintf "a run on %d domains" domains)
         (function Invalid_argument _ -> true | _ -> false)
         (fun () -> Scheduler.run ~domains ignore))
    [ max_int; 4_097; 0; min_int ]

let scopes_of_domains_that_ended () =
  let stale = in_a_domain (fun () -> Domain.Tick.acquire ~interval_usec:300) in
  Check.that "a scope ends with its domain" (interval () = Null);
  Domain.Tick.with_ ~interval_usec:400 (fun _ ->
      Domain.Tick.release stale;
      Check.that "releasing it closes no scope of others" (interval () = This 400));
  let stale =
    List.init 100 (fun _ ->
        in_a_domain (fun () -> Domain.Tick.acquire ~interval_usec:300))
  in
  let scopes = List.init 50 (fun _ -> Domain.Tick.acquire ~interval_usec:500) in
  List.iter Domain.Tick.release stale;
  Check.that "nor do many" (interval () = This 500);
  List.iter Domain.Tick.release scopes;
  Check.that "and all are closed by their own" (interval () = Null)

let targets_of_domains_that_ended () =
  let stale = List.init 20 (fun _ -> in_a_domain self) in
  let before = (Statistics.read ()).requests in
  Check.that "asking domains that have ended asks no other"
    (in_a_domain (fun () ->
         Check.preempted_after (fun () -> List.iter request stale) = 1
         && (Statistics.read ()).requests = before + 1))

let tasks_of_runs_that_ended () =
  let ended = Scheduler.(run (fun () -> let t = fork Fun.id in join t; t)) in
  Scheduler.run ~interval_usec:max_int (fun () ->
      Scheduler.cancel ended;
      Scheduler.yield ();
      Check.that "a task of a run that has ended can be joined"
        (Scheduler.join ended = ()))

let () =
  long_intervals ();
  scopes_of_domains_that_ended ();
  targets_of_domains_that_ended ();
  tasks_of_runs_that_ended ()
