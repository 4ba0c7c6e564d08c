(* The collector, its callbacks and its limits, met by tasks preempted at each
   safepoint. *)

open Preempt
open Check

let words = List.init 300 string_of_int
let build () = List.sort compare (List.map (fun w -> w ^ w) words)
let expected = build ()

let building ~rounds wrong () =
  for _ = 1 to rounds do
    if build () <> expected then incr wrong
  done

let () =
  let wrong = ref 0 in
  let collecting collect () =
    for _ = 1 to 10 do
      collect ();
      if build () <> expected then incr wrong
    done
  in
  each_safepoint
    [
      collecting Gc.minor;
      collecting Gc.full_major;
      collecting Gc.compact;
      building ~rounds:20 wrong;
    ];
  that "collections and compactions made by tasks" (!wrong = 0)

let () =
  let wrong = ref 0 and ended = ref 0 in
  let rec overflow n = 1 + overflow (n + List.length (Sys.opaque_identity [ n ])) in
  let overflowing () =
    for _ = 1 to 3 do
      match overflow 0 with _ -> () | exception Stack_overflow -> incr ended
    done
  in
  let out_of_memory () =
    for _ = 1 to 50 do
      match Bytes.create (Sys.max_string_length - 8) with
      | _ -> ()
      | exception Out_of_memory -> incr ended
    done
  in
  let before = Gc.get () in
  Gc.set { before with stack_limit = 40_000 };
  each_safepoint [ overflowing; overflowing; out_of_memory; building ~rounds:10 wrong ];
  Gc.set before;
  that "Stack_overflow and Out_of_memory end as ever" (!ended = 56 && !wrong = 0)

let rec grow n = if n = 0 then 0 else 1 + grow (Sys.opaque_identity (n - 1))

(* Lists in registers, and an allocation for each turn. *)
let rec shuffle n a b c =
  if n = 0 then List.length a + (10 * List.length b) + (100 * List.length c)
  else shuffle (n - 1) (n :: b) (c @ [ n ]) a

let sampling_works = Sys.ocaml_release.major = 5 && Sys.ocaml_release.minor >= 3

let () =
  if not sampling_works then that "Gc.Memprof: not in this OCaml" true
  else begin
    let wrong = ref 0 and sampled = ref 0 and freed = ref 0 in
    let tracker =
      {
        Gc.Memprof.alloc_minor =
          (fun _ ->
             incr sampled;
             ask ();
             Some (Sys.opaque_identity (ref 0)));
        alloc_major = (fun _ -> None);
        promote = (fun x -> Some x);
        dealloc_minor = (fun _ -> incr freed);
        dealloc_major = (fun _ -> incr freed);
      }
    in
    List.iter
      (fun sampling_rate ->
         let before = !preempts in
         ignore (Gc.Memprof.start ~sampling_rate ~callstack_size:10 tracker);
         each_safepoint [ building ~rounds:3 wrong; building ~rounds:3 wrong ];
         Gc.Memprof.stop ();
         that
           (Printf.sprintf "Gc.Memprof at a rate of %g" sampling_rate)
           (!wrong = 0 && !sampled > 0 && !preempts > before + 1_000))
      [ 1e-3; 1e-1; 1. ];
    (* Callbacks that move the stack of the fiber, whatever it is doing: the saved
       registers of a preempted one are on it. *)
    let depth = ref 0 in
    let growing =
      {
        Gc.Memprof.null_tracker with
        alloc_minor =
          (fun _ ->
             incr depth;
             ignore (grow (16 * !depth));
             None);
      }
    in
    let expected = shuffle 30 [] [] [] in
    ignore (Gc.Memprof.start ~sampling_rate:1. ~callstack_size:1 growing);
    for _ = 1 to 50 do
      each_safepoint ~between:Gc.minor
        [
          (fun () ->
             depth := 0;
             if shuffle 30 [] [] [] <> expected then incr wrong);
        ]
    done;
    Gc.Memprof.stop ();
    that "Gc.Memprof whose callbacks move the stack" (!wrong = 0)
  end

(* Effects of the task's own, under and around its preemptions. *)
type _ Effect.t += Get : int Effect.t | Put : int -> unit Effect.t

let with_state (initial : int) task =
  let state = ref initial in
  Effect.Deep.match_with task ()
    {
      retc = (fun result -> (result, !state));
      exnc = raise;
      effc =
        (fun (type a) (effect_ : a Effect.t) ->
           match effect_ with
           | Get ->
             Some
               (fun (k : (a, _) Effect.Deep.continuation) ->
                  Effect.Deep.continue k (!state : int))
           | Put n ->
             Some
               (fun (k : (a, _) Effect.Deep.continuation) ->
                  state := n;
                  Effect.Deep.continue k ())
           | _ -> None);
    }

let () =
  let wrong = ref 0 in
  let passing_on task =
    Effect.Deep.try_with task () { effc = (fun (type a) (_ : a Effect.t) -> None) }
  in
  let counting () =
    for _ = 1 to 5 do
      let result =
        with_state 0 (fun () ->
            passing_on (fun () ->
                passing_on (fun () ->
                    for i = 1 to 200 do
                      Effect.perform (Put (Effect.perform Get + i))
                    done;
                    "done")))
      in
      if result <> ("done", 20_100) then incr wrong
    done
  in
  each_safepoint [ counting; counting; building ~rounds:5 wrong ];
  that "effects, nested handlers and reperform" (!wrong = 0)

(* A preempted continuation that is dropped costs its stack, as any dropped one does:
   OCaml frees no stack whose continuation is garbage. The registers are on it. *)
let resident_kb () =
  let status = open_in "/proc/self/status" in
  let rec find () =
    match Scanf.sscanf_opt (input_line status) "VmRSS: %d" Fun.id with
    | Some kb -> kb
    | None -> find ()
  in
  let kb = find () in
  close_in status;
  kb

type _ Effect.t += Drop : unit Effect.t

let () =
  let resumed n =
    for _ = 1 to n do
      preemptible
        (fun () ->
           ask ();
           ignore (Sys.opaque_identity (ref 0)))
        (fun k -> Effect.Deep.continue k ())
    done
  in
  (* The heap finds its size first, and nothing has been dropped in it yet. *)
  resumed 100_000;
  let kept = resident_kb () in
  resumed 400_000;
  that "one that is resumed costs nothing" (resident_kb () - kept < 2_048);
  let cost drop_one =
    for _ = 1 to 1_000 do
      drop_one ()
    done;
    Gc.compact ();
    let rounds = 20_000 in
    let before = resident_kb () in
    for _ = 1 to rounds do
      drop_one ()
    done;
    Gc.compact ();
    (resident_kb () - before) * 1024 / rounds
  in
  let preempted =
    cost (fun () ->
        preemptible
          (fun () ->
             ask ();
             ignore (Sys.opaque_identity (ref 0)))
          ignore)
  in
  let voluntary =
    cost (fun () ->
        Effect.Deep.try_with
          (fun () -> Effect.perform Drop)
          ()
          {
            effc =
              (fun (type a) (effect_ : a Effect.t) ->
                 match effect_ with
                 | Drop -> Some (fun (_ : (a, unit) Effect.Deep.continuation) -> ())
                 | _ -> None);
          })
  in
  that
    (Printf.sprintf "a dropped continuation costs its stack: %d bytes, %d if it yielded"
       preempted voluntary)
    (preempted < voluntary + 1_100);
  at_exit (fun () ->
      let last = ref 0 in
      preemptible
        (fun () ->
           ask ();
           ignore (Sys.opaque_identity (ref 0)))
        (fun k ->
           incr last;
           Effect.Deep.continue k ());
      that "still preempted in at_exit" (!last = 1))
