(* How long a request takes from another thread on another processor to a tight loop. *)

open Preempt
open Effect.Deep

external ask_domain : target -> int -> unit = "bench_ask_domain"
external reached : unit -> bool = "bench_reached" [@@noalloc]
external end_asking : unit -> unit = "bench_end_asking"
external ask_by_signal : int -> unit = "bench_ask_by_signal"
external ask_by_store : int -> unit = "bench_ask_by_store"
external delay_ns : int -> int = "bench_delay_ns"
external slow_by : int -> int = "bench_slow_by"

let[@inline never] loop_until over =
  let sum = ref 1 in
  while not !over do
    sum := Work.mix !sum 1
  done;
  ignore (Sys.opaque_identity !sum)

let serve_requests count =
  let over = ref false in
  let resume k =
    if not (reached ()) then over := true;
    continue k ()
  in
  let on_preemption = Some resume in
  let effc (type a) (eff : a Effect.t) : ((a, unit) continuation -> unit) option =
    match eff with Effect.Preemption -> on_preemption | _ -> None
  in
  let task () =
    ask_domain (self ()) count;
    loop_until over
  in
  Preemptible.match_with task () { retc = Fun.id; exnc = raise; effc; tickc = always };
  end_asking ()

(* The library's record goes on for ever, so a round is what was added to it. *)
let recorded_since before =
  Statistics.latencies_ns ()
  |> List.map (fun (ns, count) ->
      (ns, count - Option.value ~default:0 (List.assoc_opt ns before)))
  |> List.filter (fun (_, count) -> count > 0)

let arms =
  [
    ( "store",
      fun count ->
        deliver_by Store;
        serve_requests count );
    ( "signal",
      fun count ->
        deliver_by (Signal Sys.sigusr1);
        serve_requests count );
    ("bare signal", ask_by_signal);
    ("bare store", ask_by_store);
  ]

let measure ~round ~count (name, run) =
  let before = Statistics.latencies_ns () in
  run count;
  let buckets =
    recorded_since before
    |> List.map (fun (ns, count) -> Printf.sprintf "[%d,%d]" ns count)
    |> String.concat ","
  in
  Printf.printf
    {|{"round":%d,"arm":%S,"requests":%d,"p50Ns":%d,"p99Ns":%d,"hookNs":[%s],|}
    round name count (delay_ns 500) (delay_ns 990) buckets;
  Printf.printf {|"slow":{"switched":%d,"collected":%d,"asking":%d,"other":%d}}|}
    (slow_by 0) (slow_by 1) (slow_by 2) (slow_by 3);
  print_newline ()

let run ~rounds ~requests =
  ignore (Placement.pin_to 0);
  Statistics.record_latencies true;
  for round = 0 to rounds do
    let in_turn = if round mod 2 = 0 then arms else List.rev arms in
    List.iter (measure ~round ~count:requests) in_turn
  done
