(* A run leaves nothing behind: memory, threads, descriptors. *)

open Preempt.Scheduler

exception Fails

let is_cancelled task = match join task with _ -> false | exception Cancelled -> true

let some_work () =
  let adds = List.init 5 (fun i -> fork (fun () -> yield (); i)) in
  let allocate () = while true do ignore (Sys.opaque_identity (ref 0)) done in
  let endless = fork allocate in
  let waits = fork (fun () -> join endless) in
  yield ();
  cancel waits;
  let sum = List.fold_left (fun sum task -> sum + join task) 0 adds in
  cancel endless;
  assert (sum = 10 && is_cancelled waits && is_cancelled endless);
  ignore (fork (fun () -> raise Fails))

let runs ~domains n =
  for _ = 1 to n do
    match run ~domains ~interval_usec:100 some_work with
    | () -> Check.that "a failed task is told" false
    | exception Fails -> ()
  done

let status field =
  In_channel.with_open_bin "/proc/self/status" In_channel.input_all
  |> String.split_on_char '\n'
  |> List.find (String.starts_with ~prefix:field)
  |> fun line -> Scanf.sscanf line "%s@: %d" (fun _ n -> n)

let descriptors () = Array.length (Sys.readdir "/proc/self/fd")

let memory_kib () = Gc.full_major (); status "VmRSS"

(* Threads beyond [before], once those that are ending have gone: the thread of a domain
   that was joined, and its backup thread, which nobody joins, are counted a moment
   longer. *)
let threads_left ~before =
  let rec look patience =
    let left = status "Threads" - before in
    if left <= 0 || patience = 0 then left
    else begin
      Unix.sleepf 0.01;
      look (patience - 1)
    end
  in
  look 1_000

let left_by work =
  let kib = memory_kib () and before = status "Threads" and files = descriptors () in
  work ();
  (memory_kib () - kib, threads_left ~before, descriptors () - files)

(* The allocator of the C library grows by a MiB or so until it has found its size; what
   would be left by each run, a fiber's stack or more, comes to several. *)
let kib_allowed = 3 * 1024

let check name ~times work =
  work (times / 4);
  let kib, threads, files = left_by (fun () -> work times) in
  Check.that (name ^ ": no thread and no descriptor is left") (threads <= 0 && files = 0);
  Check.that (name ^ ": memory does not grow") (kib <= kib_allowed)

let rec fibers_within_each_other n =
  if n > 0 then
    Effect.Deep.try_with fibers_within_each_other (n - 1) { effc = (fun _ -> None) }

let bare_domains n =
  for _ = 1 to n do
    Domain.join (Domain.spawn (fun () -> fibers_within_each_other 9))
  done

type suspended = (unit, unit) Effect.Deep.continuation

(* Begins a fiber here, which is to end wherever [post] has it continued. *)
let begin_fiber (post : suspended -> unit) =
  Effect.Deep.try_with
    (fun () -> Effect.perform Preempt.Effect.Preemption)
    ()
    {
      effc =
        (fun (type a) (eff : a Effect.t) ->
           match eff with
           | Preempt.Effect.Preemption ->
             Some (fun (k : (a, unit) Effect.Deep.continuation) -> post k)
           | _ -> None);
    }

(* Fibers that begin on one domain and end on another: the first makes a stack for each,
   the second gets them all. *)
let moving_fibers n =
  let mail : suspended list Atomic.t = Atomic.make [] and stop = Atomic.make false in
  let rec receive () =
    (match Atomic.exchange mail [] with
     | [] -> Domain.cpu_relax ()
     | begun -> List.iter (fun k -> Effect.Deep.continue k ()) begun);
    if not (Atomic.get stop && Atomic.get mail = []) then receive ()
  in
  let rec post k =
    let before = Atomic.get mail in
    if List.compare_length_with before 1_000 > 0 then begin
      (* Each holds a stack: what the other has not come to yet is not left behind. *)
      Unix.sleepf 0.0001;
      post k
    end
    else if not (Atomic.compare_and_set mail before (k :: before)) then post k
  in
  let receiver = Domain.spawn receive in
  for _ = 1 to n do
    begin_fiber post
  done;
  let kib = memory_kib () in
  Atomic.set stop true;
  Domain.join receiver;
  kib

let check_moving_fibers () =
  let first = moving_fibers 50_000 in
  let second = moving_fibers 200_000 in
  Check.that "fibers that end on another domain: memory does not grow"
    (second - first <= kib_allowed)

(* Each holds a KiB, and all of them are asked for. *)
let failures_that_are_seen n =
  let exception Heavy of Bytes.t in
  run ~interval_usec:100 (fun () ->
      for _ = 1 to n do
        match join (fork (fun () -> raise (Heavy (Bytes.create 1024)))) with
        | () -> Check.that "a task fails" false
        | exception Heavy _ -> ()
      done;
      Gc.full_major ();
      let live = (Gc.stat ()).live_words * (Sys.word_size / 8) / 1024 in
      Check.that "failures that were joined are let go of" (live < 4 * 1024))

let () =
  check "runs" ~times:4_000 (runs ~domains:1);
  check "runs on two domains" ~times:2_000 (runs ~domains:2);
  check "domains with fibers" ~times:1_000 bare_domains;
  check_moving_fibers ();
  failures_that_are_seen 20_000;
  Check.that "a task does not remember who joined it in vain"
    (run ~interval_usec:50 (fun () ->
         let endless = fork ~priority:Low (fun () -> while true do () done) in
         let before = Obj.reachable_words (Obj.repr endless) in
         for _ = 1 to 1000 do
           let waits = fork (fun () -> join endless) in
           yield ();
           cancel waits;
           assert (is_cancelled waits)
         done;
         let after = Obj.reachable_words (Obj.repr endless) in
         cancel endless;
         after - before < 1000))
