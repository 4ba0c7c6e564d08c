let usage =
  "preempt_bench cost <rounds> <switches>\n\
   preempt_bench request <rounds> <requests>\n\
   preempt_bench throughput <rounds> <ms per arm>\n\
   preempt_bench heartbeat <rounds> <ms per arm>"

let () =
  let argument i = int_of_string Sys.argv.(i) in
  match Sys.argv.(1) with
  | "cost" -> Switch_cost.run ~rounds:(argument 2) ~switches:(argument 3)
  | "request" -> Request_delay.run ~rounds:(argument 2) ~requests:(argument 3)
  | "throughput" -> Throughput.run ~rounds:(argument 2) ~arm_ms:(argument 3)
  | "heartbeat" -> Heartbeat.run ~rounds:(argument 2) ~arm_ms:(argument 3)
  | _ | (exception Invalid_argument _) ->
    prerr_endline usage;
    exit 2
