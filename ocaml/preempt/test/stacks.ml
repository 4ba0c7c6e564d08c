(* A preempted fiber keeps its registers on its stack, however little of it is left. *)

open Preempt
open Check

(* Down by the smallest frames there are, so that every distance from the end of a stack
   is met, up to its third growth. *)
let rec at_depth n leaf = if n = 0 then leaf () else 1 + at_depth (n - 1) leaf

let pointer_in_a_register text =
  let copy = Bytes.of_string text in
  ask ();
  let pair = (copy, copy) in
  if Bytes.to_string (fst (Sys.opaque_identity pair)) = text then 0 else 1_000_000

let () =
  let wrong = ref 0 and preempted = ref 0 in
  let leaf () = pointer_in_a_register "what a register holds" in
  for depth = 0 to 300 do
    let reached =
      preemptible
        (fun () -> at_depth depth leaf)
        (fun k ->
           incr preempted;
           Gc.minor ();
           ignore (Sys.opaque_identity (List.init 1_000 string_of_int));
           Gc.minor ();
           Effect.Deep.continue k ())
    in
    if reached <> depth then incr wrong
  done;
  that "registers are kept at every depth of a stack" (!wrong = 0 && !preempted = 301)

let sorted seed =
  let last = ref seed in
  let next _ =
    last := ((!last * 1_103_515_245) + 12_345) land 0xfffff;
    !last
  in
  List.sort Int.compare (List.init 200 next)

let () =
  let wrong = ref 0 in
  let sort seed () =
    let expected = sorted seed in
    for _ = 1 to 3 do
      if sorted seed <> expected then incr wrong
    done
  in
  each_safepoint (List.init 100 sort);
  that "a hundred small stacks grow between preemptions" (!wrong = 0)

(* Effect.Shallow.fiber runs its fiber up to an effect of its own and takes any other for
   impossible: there nothing is preempted. *)
let () =
  let made = ref 0 in
  let make () =
    for n = 1 to 1_000 do
      let k = Effect.Shallow.fiber (fun m -> m + 1) in
      let handler : _ Effect.Shallow.handler =
        { retc = Fun.id; exnc = raise; effc = (fun _ -> None) }
      in
      if Effect.Shallow.continue_with k n handler = n + 1 then incr made
    done
  in
  each_safepoint [ make; make ];
  that "a fiber of Effect.Shallow is made under preemption" (!made = 2_000)
