open Preempt_scheduler_pool

exception Cancelled

type 'a state = Unfinished of waiter list | Finished of ('a, failure) result
type 'a t = { fiber : fiber; state : 'a state Atomic.t }

type _ Effect.t +=
  | Yield : unit Effect.t
  | Worker : worker Effect.t
  | Await : 'a state Atomic.t -> unit Effect.t

let wake waiter =
  match Atomic.exchange waiter.continuation None with
  | None -> ()
  | Some k -> submit waiter.fiber (Resume (waiter.fiber, k))

let rec add waiter state =
  match Atomic.get state with
  | Finished _ -> false
  | Unfinished waiters as before ->
    Atomic.compare_and_set state before (Unfinished (waiter :: waiters))
    || add waiter state

let rec forget_woken state =
  match Atomic.get state with
  | Finished _ -> ()
  | Unfinished waiters as before ->
    let still_waits waiter = Option.is_some (Atomic.get waiter.continuation) in
    let after = Unfinished (List.filter still_waits waiters) in
    if not (Atomic.compare_and_set state before after) then forget_woken state

(* The canceller first sets [cancel] and then looks for a waiter. *)
let await fiber state k =
  let waiter = { fiber; continuation = Atomic.make (Some k) } in
  Atomic.set fiber.runner nobody;
  Atomic.set fiber.waiter (Some waiter);
  if (not (add waiter state)) || Atomic.get fiber.cancel then wake waiter

let finish { fiber; state } outcome =
  Atomic.set fiber.runner nobody;
  let pool = fiber.worker.pool in
  (match outcome with
   | Error { exn = Cancelled; _ } when fiber.cancelled -> ()
   | Error failure ->
     note pool failure;
     if fiber.leads then stop pool
   | Ok _ -> ());
  (match Atomic.exchange state (Finished outcome) with
   | Unfinished waiters -> List.iter wake (List.rev waiters)
   | Finished _ -> ());
  if Atomic.fetch_and_add pool.unfinished (-1) = 1 then close pool

let failure exn backtrace = { exn; backtrace; seen = false }

let handler ({ fiber; _ } as task) : _ Preempt_effect.Deep.Preemptible.handler =
  let give_back k =
    Atomic.set fiber.runner nobody;
    give_back fiber k
  in
  let on_giving_way = Some give_back in
  let effc (type a) (eff : a Effect.t) :
    ((a, unit) Effect.Deep.continuation -> unit) option =
    match eff with
    | Preempt_effect.Preemption -> on_giving_way
    | Yield -> on_giving_way
    | Worker -> Some (fun k -> Effect.Deep.continue k fiber.worker)
    | Await state -> Some (await fiber state)
    | _ -> None
  in
  { retc = (fun result -> finish task (Ok result));
    exnc = (fun exn -> finish task (Error (failure exn (Printexc.get_raw_backtrace ()))));
    effc; tickc = Preempt_effect.always }

(* The request of a canceller who came after the check in [work] may have been consumed on
   the worker's stack, which is not preemptible. *)
let begin_in fiber f () =
  if Atomic.get fiber.cancel then Effect.perform Yield;
  f ()

let start ?(leads = false) worker priority f =
  let fiber = fiber ~leads priority worker in
  let task = { fiber; state = Atomic.make (Unfinished []) } in
  let body () =
    Preempt_effect.Deep.Preemptible.match_with (begin_in fiber f) () (handler task)
  in
  let abandon () = finish task (Error (failure Cancelled (Printexc.get_callstack 0))) in
  Atomic.incr worker.pool.unfinished;
  submit fiber (Start { fiber; body; abandon });
  task

(* Whether to raise Cancelled in a fiber now. *)
let takes_cancel fiber =
  let stops = Atomic.get fiber.worker.pool.stopping && not fiber.stopped in
  let cancelled = stops || Atomic.get fiber.cancel in
  if cancelled then begin
    Atomic.set fiber.cancel false;
    fiber.cancelled <- true;
    if stops then fiber.stopped <- true
  end;
  cancelled

(* From [takes_cancel] into the fiber there is no safepoint, so the request of a canceller
   who comes too late for the one is met in the other. *)
let enter worker fiber =
  fiber.worker <- worker;
  Atomic.set fiber.runner worker.target

let rec work worker =
  match next worker with
  | Nothing -> ()
  | Start { fiber; body; abandon } ->
    enter worker fiber;
    Preempt_backtrace.clear ();
    if takes_cancel fiber then abandon () else body ();
    work worker
  | Resume (fiber, k) ->
    enter worker fiber;
    if takes_cancel fiber then Effect.Deep.discontinue k Cancelled
    else Effect.Deep.continue k ();
    work worker

let cancel { fiber; state } =
  match Atomic.get state with
  | Finished _ -> ()
  | Unfinished _ ->
    Atomic.set fiber.cancel true;
    Option.iter wake (Atomic.get fiber.waiter);
    interrupt (Atomic.get fiber.runner)
