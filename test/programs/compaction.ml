(* OCaml alone, nothing is preempted: one domain compacts, the other has C call back in a
   fiber, with a collection during the call, and then allocates. *)

external call_back : (int -> int) -> int -> int = "compaction_call_back"

(* With values in registers at each allocation, which is where the domain is stopped. *)
let[@inline never] allocate n =
  let rec go n a b c d =
    if n = 0 then List.length a + List.length b + c + d
    else
      let a = if n land 15 = 0 then [] else n :: a in
      let b = if n land 7 = 0 then [] else c :: b in
      go (n - 1) a b (c + d) (d + n)
  in
  go n [] [] 1 2

let collect x =
  Gc.minor ();
  x

let () =
  let is_over = Atomic.make false in
  let called_back () =
    while not (Atomic.get is_over) do
      Effect.Deep.try_with
        (fun () -> ignore (call_back collect 1))
        ()
        { effc = (fun _ -> None) };
      ignore (Sys.opaque_identity (allocate 20_000))
    done
  in
  let other = Domain.spawn called_back in
  for _ = 1 to 2_000 do
    Gc.compact ()
  done;
  Atomic.set is_over true;
  Domain.join other
