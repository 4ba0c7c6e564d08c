(* What a task has in registers is there again when it goes on. *)

open Check

let integers n =
  let a = ref 1 and b = ref 2 and c = ref 3 and d = ref 4 and e = ref 5 in
  let f = ref 6 and g = ref 7 and h = ref 8 and i = ref 9 and j = ref 10 in
  for k = 1 to n do
    a := !a + !b + k;
    b := !b lxor !c;
    c := !c + (!d lsl 1);
    d := !d + !e;
    e := !e lxor (!f + k);
    f := !f + !g;
    g := !g lxor !h;
    h := !h + !i;
    i := !i + (!j land 0xffff);
    j := (!j * 31) + !a
  done;
  !a + !b + !c + !d + !e + !f + !g + !h + !i + !j

let floats n =
  let a = ref 0.1 and b = ref 0.2 and c = ref 0.3 and d = ref 0.4 and e = ref 0.5 in
  let f = ref 0.6 and g = ref 0.7 and h = ref 0.8 in
  for k = 1 to n do
    a := (!a *. 0.999) +. float k;
    b := (!b *. 0.998) +. !a;
    c := (!c *. 0.997) +. !b;
    d := (!d *. 0.996) +. !c;
    e := (!e *. 0.995) +. !d;
    f := (!f *. 0.994) +. !e;
    g := (!g *. 0.993) +. !f;
    h := (!h *. 0.992) +. !g
  done;
  int_of_float (!a +. !b +. !c +. !d +. !e +. !f +. !g +. !h)

(* Pointers in registers at an allocation, and the allocation itself. *)
let pointers n =
  let rec go n a b c d =
    if n = 0 then List.length a + List.length b + List.length c + List.length d
    else
      let e = [ n; n + 1 ] in
      go (n - 1) (e @ if n mod 64 = 0 then [] else a) (List.rev b) (n :: d) e
  in
  go n [ 1 ] [ 2; 3 ] [ 4 ] []

let mixed_blocks n =
  let sum = ref 0. in
  for k = 1 to n do
    let pair = (k, float k *. 0.5) in
    let array = [| snd pair; 1.; float (fst pair) |] in
    sum := !sum +. array.(0) +. array.(2)
  done;
  int_of_float !sum

let exceptions n =
  let caught = ref 0 in
  for k = 1 to n do
    try
      if k mod 3 <> 0 then incr caught
      else raise_notrace (Invalid_argument (string_of_int k))
    with Invalid_argument s -> caught := !caught + int_of_string s
  done;
  !caught

(* Not a tail call, so that there is no poll: the allocations are the safepoints. *)
let rec deep n = if n = 0 then [] else n :: deep (n - 1)

let checked name work =
  let expected = work () in
  fun () ->
    for _ = 1 to 20 do
      if work () <> expected then failwith name
    done

let tasks =
  [
    ("integers", fun () -> integers 300);
    ("floats", fun () -> floats 300);
    ("pointers", fun () -> pointers 300);
    ("blocks", fun () -> mixed_blocks 300);
    ("exceptions", fun () -> exceptions 300);
    ("deep recursion", fun () -> List.length (deep 3000));
    ("sorting", fun () -> List.hd (List.sort compare (List.init 200 (fun i -> -i))));
    ("strings", fun () -> String.length (String.concat "," (List.init 50 string_of_int)));
  ]

(* What a preempted allocation asked for is given back before others run and taken again
   afterwards: a minor heap with a hole for each would fill up twice as fast. *)
let[@inline never] block n =
  Array.length
    (Sys.opaque_identity
       [|
         n; n; n; n; n; n; n; n; n; n; n; n; n; n;
         n; n; n; n; n; n; n; n; n; n; n; n; n; n;
       |])

let () =
  let rounds = 5_000 in
  let words_for task =
    let before = Gc.minor_words () in
    task ();
    Gc.minor_words () -. before
  in
  let blocks () =
    for n = 1 to rounds do
      ignore (block n)
    done
  in
  let alone = words_for blocks in
  let preempted = words_for (fun () -> each_safepoint [ blocks ]) in
  let caught = !preempts in
  let scheduling =
    words_for (fun () ->
        each_safepoint
          [
            (fun () ->
               let turns = ref 0 in
               while !turns < caught do
                 incr turns
               done);
          ])
  in
  that "a preempted allocation is made once" (preempted -. scheduling < 1.5 *. alone)

let () =
  let all_checked = List.map (fun (name, work) -> checked name work) in
  let run_all tasks = each_safepoint (all_checked tasks) in
  List.iter
    (fun (name, work) ->
       let before = !preempts in
       let right = match run_all [ (name, work); (name, work) ] with
         | () -> true
         | exception Failure _ -> false
       in
       that
         (name ^ ": right, preempted at each safepoint")
         (right && !preempts > before + 1000))
    tasks;
  run_all (tasks @ tasks @ tasks);
  that "all of them in turns" true;
  each_safepoint ~between:Gc.minor (all_checked tasks);
  that "with a minor collection between" true;
  let collections = ref 0 in
  let between () =
    incr collections;
    if !collections mod 500 = 0 then Gc.compact ()
  in
  each_safepoint ~between (all_checked tasks);
  that "with compactions between" true;
  let counts = Preempt.Statistics.read () in
  that "at polls and at allocations"
    (counts.at_polls > 1000 && counts.at_allocations > 1000);
  that "as many as were caught" (Preempt.Statistics.preempts counts = !preempts)
