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
  In_channel.with_open_bin "/proc/self/status" In_channel.input_lines
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

let check name ?(kib_allowed = 1024) work =
  work 100;
  let kib, threads, files = left_by (fun () -> work 1000) in
  Check.that (name ^ ": no thread and no descriptor is left") (threads <= 0 && files = 0);
  Check.that (name ^ ": memory does not grow") (kib <= kib_allowed)

(* The runtime never frees the stacks that a domain keeps for its next fibers when the
   domain ends (runtime/fiber.c, caml_free_stack, 5.1 to 5.4). *)
let rec fibers_within_each_other n =
  if n > 0 then
    Effect.Deep.try_with fibers_within_each_other (n - 1) { effc = (fun _ -> None) }

let bare_domains n =
  for _ = 1 to n do
    Domain.join (Domain.spawn (fun () -> fibers_within_each_other 9))
  done

let () =
  check "1,000 runs" (runs ~domains:1);
  bare_domains 100;
  let kib_allowed, _, _ = left_by (fun () -> bare_domains 1000) in
  check "1,000 runs on two domains, beyond what bare domains leave" ~kib_allowed
    (runs ~domains:2);
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
