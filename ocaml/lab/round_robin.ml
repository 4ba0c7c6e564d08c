open Effect.Deep

type turn = Start of (unit -> unit) | Resume of (unit, unit) continuation

let handler waiting : (unit, unit) handler =
  let wait k =
    Telemetry.caught ();
    Queue.push (Resume k) waiting
  in
  let on_yield = Some wait in
  let effc (type a) (eff : a Effect.t) : ((a, unit) continuation -> unit) option =
    match eff with Fiber.Yield -> on_yield | _ -> None
  in
  { retc = Fun.id; exnc = raise; effc }

let run tasks =
  let waiting = Queue.create () in
  let handler = handler waiting in
  let take = function
    | Start task -> match_with task () handler
    | Resume k -> continue k ()
  in
  List.iter (fun task -> Queue.push (Start task) waiting) tasks;
  while not (Queue.is_empty waiting) do
    take (Queue.pop waiting)
  done
