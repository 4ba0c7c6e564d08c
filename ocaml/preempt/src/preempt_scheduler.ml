module Pool = Preempt_scheduler_pool
module Queue = Preempt_scheduler_queue
module Task = Preempt_scheduler_task

type 'a task = 'a Task.t
type priority = Queue.priority = High | Normal | Low

exception Cancelled = Task.Cancelled

external innermost_masks : unit -> Obj.t = "preempt_innermost_masks" [@@noalloc]

let in_preemptible_fiber () = Obj.is_block (innermost_masks ())
let mask = Preempt_mask.mask

let perform_in_task name eff =
  try Effect.perform eff
  with Effect.Unhandled unhandled when Obj.repr unhandled == Obj.repr eff ->
    invalid_arg ("Preempt.Scheduler." ^ name ^ ": not in a task")

(* A task comes back to the exception that it was handling, as a thread does. *)
let give_way name eff =
  let backtrace = Preempt_backtrace.take () in
  perform_in_task name eff;
  Preempt_backtrace.restore backtrace

let yield () = give_way "yield" Task.Yield

let fork ?(priority = Normal) f =
  mask (fun () -> Task.start (perform_in_task "fork" Task.Worker) priority f)

let cancel task = mask (fun () -> Task.cancel task)

let result (task : _ task) =
  match Atomic.get task.state with
  | Unfinished _ -> None
  | Finished (Ok value) -> Some (Ok value)
  | Finished (Error failure) ->
    failure.seen <- true;
    Some (Error failure.exn)

let rec join (task : _ task) =
  match Atomic.get task.state with
  | Finished (Ok value) -> value
  | Finished (Error failure) ->
    failure.seen <- true;
    Printexc.raise_with_backtrace failure.exn failure.backtrace
  | Unfinished _ ->
    (try give_way "join" (Task.Await task.state)
     with exn ->
       let backtrace = Printexc.get_raw_backtrace () in
       Task.forget_woken task.state;
       Printexc.raise_with_backtrace exn backtrace);
    join task

(* A worker that dies, by an exception that a signal handler raised in it, takes the
   others along. *)
let attend (worker : Pool.worker) =
  worker.target <- Pool.self ();
  try Task.work worker
  with exn ->
    let backtrace = Printexc.get_raw_backtrace () in
    Pool.close worker.pool;
    Printexc.raise_with_backtrace exn backtrace

let spawn (worker : Pool.worker) =
  let backtraces = Printexc.backtrace_status () in
  try
    Domain.spawn (fun () ->
        Printexc.record_backtrace backtraces;
        attend worker)
  with exn ->
    Pool.close worker.pool;
    raise exn

let rec attend_all = function
  | [] -> ()
  | [ worker ] -> attend worker
  | worker :: others ->
    let domain = spawn worker in
    Fun.protect
      ~finally:(fun () -> Domain.join domain)
      (fun () -> attend_all others)

let raise_failure ({ exn; backtrace; _ } : Pool.failure) =
  Printexc.raise_with_backtrace exn backtrace

let report on_unjoined (pool : Pool.t) =
  let is_unseen ({ seen; _ } : Pool.failure) = not seen in
  match on_unjoined, List.filter is_unseen (Pool.failures pool) with
  | _, [] -> ()
  | None, first :: _ -> raise_failure first
  | Some f, failures ->
    List.iter (fun ({ exn; backtrace; _ } : Pool.failure) -> f exn backtrace) failures

(* Max_domains_max (runtime/caml/domain.h, 5.3). *)
let most_domains = 4096

let run ?(domains = 1) ?(interval_usec = 1_000) ?on_unjoined main =
  if domains < 1 then invalid_arg "Preempt.Scheduler.run: domains < 1";
  if domains > most_domains then
    invalid_arg "Preempt.Scheduler.run: more domains than OCaml can have";
  if interval_usec < 1 then invalid_arg "Preempt.Scheduler.run: interval_usec < 1";
  if in_preemptible_fiber () then
    invalid_arg "Preempt.Scheduler.run: inside a task or another preemptible fiber";
  let pool = Pool.create ~workers:domains in
  let task = Task.start ~leads:true pool.workers.(domains - 1) Normal main in
  Preempt_domain.Tick.with_ ~interval_usec (fun _ ->
      attend_all (Array.to_list pool.workers));
  match result task with
  | None -> failwith "Preempt.Scheduler.run: a worker died"
  | Some (Error _) ->
    Option.iter (fun f -> report (Some f) pool) on_unjoined;
    join task
  | Some (Ok value) ->
    report on_unjoined pool;
    value
