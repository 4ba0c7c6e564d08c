(* A server in one domain: short requests beside tasks that compute and never yield. *)

open Preempt.Scheduler

let compute_tasks = ref 2
let clients = ref 4
let seconds = ref 1.
let think_usec = ref 2_000

let options =
  Arg.align
    [ "--clients", Arg.Set_int clients, "N clients, a process each (4)";
      "--compute", Arg.Set_int compute_tasks, "N tasks that compute (2)";
      "--seconds", Arg.Set_float seconds, "S how long each of them computes alone (1)";
      "--think", Arg.Set_int think_usec, "US pause of a client after an answer (2000)" ]

let usage =
  {|latency [OPTION]...

A server on one domain answers short requests over Unix socket pairs: one task per
client, which looks whether a request is there and otherwise yields. Beside them compute
tasks run that never yield. Three times: without preemption, with a quantum of 1 ms, and
of 100 us.

A latency is what a client, a process of its own, sees from sending a request to having
read the answer: the time until the server takes its turns, the system's sockets and
scheduling of processes, and the noise of the machine. A client sends its next request
only after the answer, so while the server stalls, requests that a user would have sent
do not count: with preemption off there are few, and all wait for the computation.
"meanwhile" are those answered while one and the same compute task was not done.

|}

let now = Unix.gettimeofday

(* Each answer's latency goes to the parent when all is over. *)
let client socket results =
  let byte = Bytes.make 1 'r' in
  let rec ask latencies =
    let sent = now () in
    match
      ignore (Unix.write socket byte 0 1);
      Unix.read socket byte 0 1
    with
    | 0 -> latencies
    | exception Unix.Unix_error ((EPIPE | ECONNRESET), _, _) -> latencies
    | _ ->
      let latency = now () -. sent in
      Unix.sleepf (float !think_usec *. 1e-6);
      ask (latency :: latencies)
  in
  let latencies = ask [] in
  let channel = Unix.out_channel_of_descr results in
  Marshal.to_channel channel latencies [];
  close_out channel

type connection = { socket : Unix.file_descr; results : in_channel; pid : int }

let connect others =
  let socket, theirs = Unix.socketpair PF_UNIX SOCK_STREAM 0 in
  let results, into = Unix.pipe () in
  match Unix.fork () with
  | 0 ->
    Sys.set_signal Sys.sigpipe Signal_ignore;
    List.iter (fun { socket; _ } -> Unix.close socket) others;
    List.iter Unix.close [ socket; results ];
    client theirs into;
    Unix._exit 0
  | pid ->
    List.iter Unix.close [ theirs; into ];
    Unix.set_nonblock socket;
    { socket; results = Unix.in_channel_of_descr results; pid }

let rec connect_all n others =
  if n = 0 then others else connect_all (n - 1) (connect others :: others)

(* A short request: some hundred microseconds would do as well. *)
let answer () = ignore (Sys.opaque_identity (List.init 100 string_of_int))

let rec serve ~count ~over socket =
  let byte = Bytes.create 1 in
  if not !over then begin
    (match Unix.read socket byte 0 1 with
     | 0 -> over := true
     | _ ->
       answer ();
       ignore (Unix.write socket byte 0 1);
       incr count
     | exception Unix.Unix_error ((EAGAIN | EWOULDBLOCK | EINTR), _, _) -> ());
    yield ();
    serve ~count ~over socket
  end

let step x = (x * 1103515245) + 12345

(* How many steps take so long alone: what is computed is always the same. *)
let steps_for wanted =
  let rec steps x n = if n = 0 then x else steps (step x) (n - 1) in
  let sample = 50_000_000 in
  let before = now () in
  ignore (Sys.opaque_identity (steps 1 sample));
  int_of_float (wanted *. float sample /. (now () -. before))

(* Gives how many were answered from its first step to its last. *)
let compute ~count steps =
  let before = !count and x = ref 1 in
  for _ = 1 to steps do x := step !x done;
  ignore (Sys.opaque_identity !x);
  !count - before

type measured = { meanwhile : int; computed_in : float; latencies : float array }

let collect { socket; results; pid } =
  Unix.close socket;
  let latencies : float list = Marshal.from_channel results in
  close_in results;
  ignore (Unix.waitpid [] pid);
  latencies

let measure ~steps ~interval_usec =
  let connections = connect_all !clients [] in
  let count = ref 0 and over = ref false in
  let meanwhile, computed_in =
    run ~interval_usec (fun () ->
        List.iter
          (fun { socket; _ } ->
             ignore (fork ~priority:High (fun () -> serve ~count ~over socket)))
          connections;
        let before = now () in
        let meanwhile =
          List.init !compute_tasks (fun _ -> fork (fun () -> compute ~count steps))
          |> List.fold_left (fun most task -> max most (join task)) 0
        in
        let computed_in = now () -. before and answered = !count in
        while !count < answered + !clients do yield () done;
        over := true;
        (meanwhile, computed_in))
  in
  let latencies = Array.of_list (List.concat_map collect connections) in
  Array.sort compare latencies;
  { meanwhile; computed_in; latencies }

let quantile { latencies; _ } q =
  let last = Array.length latencies - 1 in
  latencies.(int_of_float (Float.round (q *. float last))) *. 1e3

let print_row name measured =
  Printf.printf "%-9s %7d %9d %10.2f %10.2f %10.2f %12.2f\n%!" name
    (Array.length measured.latencies)
    measured.meanwhile (quantile measured 0.5) (quantile measured 0.99)
    (quantile measured 1.) measured.computed_in

let () =
  Arg.parse options (fun word -> raise (Arg.Bad ("what is " ^ word ^ "?"))) usage;
  if !clients < 1 || !compute_tasks < 1 then begin
    prerr_endline "latency: at least one client and one compute task";
    exit 2
  end;
  let steps = steps_for !seconds in
  Printf.printf "%-9s %7s %9s %10s %10s %10s %12s\n" "preempted" "answers" "meanwhile"
    "p50 (ms)" "p99 (ms)" "max (ms)" "computed (s)";
  print_row "never" (measure ~steps ~interval_usec:3_600_000_000);
  print_row "1 ms" (measure ~steps ~interval_usec:1_000);
  print_row "100 us" (measure ~steps ~interval_usec:100)
