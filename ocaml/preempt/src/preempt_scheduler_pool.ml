module Queue = Preempt_scheduler_queue

let () = Preempt_native.started

external self : unit -> int = "preempt_self" [@@noalloc]
external request : int -> unit = "preempt_request_target" [@@noalloc]

type failure = {
  exn : exn;
  backtrace : Printexc.raw_backtrace;
  mutable seen : bool;
}

(* The latest first. *)
type failures = { list : failure list; length : int; prune_at : int }

let fewest_to_prune = 64
let no_failures = { list = []; length = 0; prune_at = fewest_to_prune }

type continuation = (unit, unit) Effect.Deep.continuation

type t = {
  mutable workers : worker array;
  ready : int Atomic.t;
  idle : int Atomic.t;
  unfinished : int Atomic.t;
  over : bool Atomic.t;
  stopping : bool Atomic.t;
  failures : failures Atomic.t;
  mutex : Mutex.t;
  work_or_end : Condition.t;
}

and worker = {
  pool : t;
  index : int;
  queue : turn Queue.t;
  mutable target : int;
}

and fiber = {
  priority : Queue.priority;
  leads : bool;
  mutable worker : worker;
  runner : int Atomic.t;
  cancel : bool Atomic.t;
  mutable cancelled : bool;
  mutable stopped : bool;
  waiter : waiter option Atomic.t;
}

and waiter = { fiber : fiber; continuation : continuation option Atomic.t }

and turn =
  | Nothing
  | Start of { fiber : fiber; body : unit -> unit; abandon : unit -> unit }
  | Resume of fiber * continuation

let nobody = -1

let worker pool index =
  { pool; index; queue = Queue.create ~nothing:Nothing; target = nobody }

let create ~workers =
  let pool =
    { workers = [||]; ready = Atomic.make 0; idle = Atomic.make 0;
      unfinished = Atomic.make 0; over = Atomic.make false;
      stopping = Atomic.make false; failures = Atomic.make no_failures;
      mutex = Mutex.create (); work_or_end = Condition.create () }
  in
  pool.workers <- Array.init workers (worker pool);
  pool

let fiber ~leads priority worker =
  { priority; leads; worker; runner = Atomic.make nobody; cancel = Atomic.make false;
    cancelled = false; stopped = false; waiter = Atomic.make None }

(* As in Preempt_scheduler_queue: no safepoint with the mutex held. A worker on its way to
   sleep first counts itself idle and then looks at [ready], whoever brings work does it
   the other way round: so nobody sleeps beside work. *)
let wake_idle pool =
  if Atomic.get pool.idle > 0 then begin
    Mutex.lock pool.mutex;
    Condition.signal pool.work_or_end;
    Mutex.unlock pool.mutex
  end

let sleep pool =
  Mutex.lock pool.mutex;
  Atomic.incr pool.idle;
  if Atomic.get pool.ready <= 0 && not (Atomic.get pool.over) then
    Condition.wait pool.work_or_end pool.mutex;
  Atomic.decr pool.idle;
  Mutex.unlock pool.mutex

let put fiber turn =
  let before = Queue.push fiber.worker.queue fiber.priority turn in
  Atomic.incr fiber.worker.pool.ready;
  before

let submit fiber turn =
  ignore (put fiber turn);
  wake_idle fiber.worker.pool

let give_back fiber k =
  if put fiber (Resume (fiber, k)) > 0 then wake_idle fiber.worker.pool

(* Those that somebody has seen are let go of once they can be half of all, which costs
   each failure the same. *)
let pruned ({ list; length; prune_at } as failures) =
  if length < prune_at then failures
  else
    let list = List.filter (fun { seen; _ } -> not seen) list in
    let length = List.length list in
    { list; length; prune_at = max fewest_to_prune (2 * length) }

let rec note pool failure =
  let before = Atomic.get pool.failures in
  let { list; length; prune_at } = pruned before in
  let after = { list = failure :: list; length = length + 1; prune_at } in
  if not (Atomic.compare_and_set pool.failures before after) then note pool failure

let failures pool = List.rev (Atomic.get pool.failures).list

let interrupt target = if target <> nobody then request target
let interrupt_all pool = Array.iter (fun worker -> interrupt worker.target) pool.workers

let stop pool =
  Atomic.set pool.stopping true;
  interrupt_all pool

let close pool =
  Atomic.set pool.over true;
  Mutex.lock pool.mutex;
  Condition.broadcast pool.work_or_end;
  Mutex.unlock pool.mutex;
  interrupt_all pool

let rec steal pool index left =
  if left = 0 then Nothing
  else
    match Queue.take pool.workers.(index mod Array.length pool.workers).queue with
    | Nothing -> steal pool (index + 1) (left - 1)
    | turn -> turn

let rec next worker =
  let pool = worker.pool in
  if Atomic.get pool.over then Nothing
  else
    match steal pool worker.index (Array.length pool.workers) with
    | Nothing ->
      sleep pool;
      next worker
    | turn ->
      Atomic.decr pool.ready;
      turn
