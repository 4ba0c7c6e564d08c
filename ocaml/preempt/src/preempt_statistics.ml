type t = {
  requests : int;
  at_polls : int;
  at_allocations : int;
  refused : int;
  masked : int;
  in_callback : int;
  no_stack : int;
  idle : int;
  too_soon : int;
  late : int;
  distinct_safepoints : int;
}

let () = Preempt_native.started

external read : unit -> t = "preempt_read_counts"
external record_latencies : bool -> unit = "preempt_record_latencies" [@@noalloc]
external record_safepoints : bool -> unit = "preempt_record_safepoints" [@@noalloc]
external read_latencies : unit -> (int * int) list = "preempt_read_latencies"

let preempts t = t.at_polls + t.at_allocations
let latencies_ns () = List.rev (read_latencies ())
