open Preempt

type turn = Start of (unit -> unit) | Resume of (unit, unit) Effect.Deep.continuation

type t = {
  turns : turn Queue.t;
  mutex : Mutex.t;
  changed : Condition.t;
  mutable left : int;  (** tasks that have not ended *)
  mutable failure : exn option;
}

let of_tasks tasks =
  {
    turns = Queue.of_seq (Seq.map (fun task -> Start task) (List.to_seq tasks));
    mutex = Mutex.create ();
    changed = Condition.create ();
    left = List.length tasks;
    failure = None;
  }

(* Like Mutex.protect, which 5.0 does not have. *)
let locked t f =
  Mutex.lock t.mutex;
  Fun.protect ~finally:(fun () -> Mutex.unlock t.mutex) f

let preempted t k =
  locked t (fun () ->
      Queue.push (Resume k) t.turns;
      Condition.signal t.changed)

let ended t failure =
  locked t (fun () ->
      t.left <- t.left - 1;
      if t.failure = None then t.failure <- failure;
      Condition.broadcast t.changed)

let rec next t =
  if t.failure <> None || t.left = 0 then None
  else
    match Queue.take_opt t.turns with
    | Some turn -> Some turn
    | None ->
      Condition.wait t.changed t.mutex;
      next t

(* An effect of a task's own that none of its handlers knows comes up here before it goes
   back as an exception. The scheduler's stack is not preempted, so a request that was met
   on it is gone and is made again. *)
let handler t ~request ~on_preempt : (unit, unit) Effect.Deep.Preemptible.handler =
  let catch k =
    Telemetry.attempted ();
    Telemetry.caught ();
    on_preempt ();
    preempted t k
  in
  let on_preemption = Some catch in
  let effc (type a) (eff : a Effect.t) :
    ((a, unit) Effect.Deep.continuation -> unit) option =
    match eff with
    | Effect.Preemption -> on_preemption
    | _ ->
      request ();
      None
  in
  let retc () = ended t None and exnc e = ended t (Some e) in
  { retc; exnc; effc; tickc = always }

let start handler request task =
  let body () =
    request ();
    task ()
  in
  Effect.Deep.Preemptible.match_with body () handler

(* There is no safepoint between [request] and the task, so the task is what is
   preempted. *)
let resume request k =
  request ();
  Effect.Deep.continue k ();
  Telemetry.completed ()

let work t ~request ~on_preempt =
  let handler = handler t ~request ~on_preempt in
  let rec go () =
    match locked t (fun () -> next t) with
    | Some (Start task) ->
      start handler request task;
      go ()
    | Some (Resume k) ->
      resume request k;
      go ()
    | None -> ()
  in
  go ();
  Option.iter raise t.failure
