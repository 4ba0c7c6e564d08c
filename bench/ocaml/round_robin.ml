open Preempt
open Effect.Deep

type _ Effect.t += Yield : unit Effect.t
type turn = Start of (unit -> unit) | Resume of (unit, unit) continuation

let yield () = Effect.perform Yield

(** Runs tasks in turn until all have ended. A turn ends when the task yields or is
    preempted, which takes the same way through the queue.

    @param every_poll asks for a preemption right before each turn *)
let run ?(every_poll = false) tasks =
  let waiting = Queue.create () in
  let on_wait = Some (fun k -> Queue.push (Resume k) waiting) in
  let effc (type a) (eff : a Effect.t) : ((a, unit) continuation -> unit) option =
    match eff with Yield -> on_wait | Effect.Preemption -> on_wait | _ -> None
  in
  let handler : _ Preemptible.handler =
    { retc = Fun.id; exnc = raise; effc; tickc = always }
  in
  let self = self () in
  List.iter (fun task -> Queue.push (Start task) waiting) tasks;
  while not (Queue.is_empty waiting) do
    let turn = Queue.pop waiting in
    if every_poll then request self;
    match turn with
    | Start task -> Preemptible.match_with task () handler
    | Resume k -> continue k ()
  done
