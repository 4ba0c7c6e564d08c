external pin_to : int -> bool = "bench_pin_to"

(* A thread inherits the processors of the one that starts it, and the library starts its
   tick thread with the first scope. *)
let tick_thread_elsewhere () =
  let apart = pin_to 1 in
  Preempt.Domain.Tick.with_ ~interval_usec:1_000_000 ignore;
  if not (pin_to 0 && apart) then
    prerr_endline "there are no two processors: the tick thread shares the task's"
