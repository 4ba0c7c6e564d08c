(* The kinds of work that are preempted. A piece has a few thousand safepoints at most, so
   that two hundred tasks in turn still finish theirs when each safepoint is preempted. *)

let kinds =
  [
    ("integers", Numeric_work.integers);
    ("floats", Numeric_work.floats);
    ("recursion", Numeric_work.recursion);
    ("bigarrays", Numeric_work.bigarrays);
    ("lists", Heap_work.lists);
    ("maps", Heap_work.maps);
    ("strings", Heap_work.strings);
    ("tables", Heap_work.tables);
    ("comparisons", Heap_work.comparisons);
    ("lazies", Heap_work.lazies);
    ("exceptions", Control_work.exceptions);
    ("handlers", Control_work.handlers);
    ("deep", Control_work.deep);
    ("callbacks", Control_work.callbacks);
    ("collections", Runtime_work.collections);
    ("pipe", Runtime_work.pipe);
  ]

(* Not in the mixture: from 5.2 on, a compaction follows the continuation in which a
   callback from C has kept the stack below it (runtime/callback.c,
   alloc_and_clear_stack_parent), even when that callback is over. It crashes if that
   stack runs by then, preempted or not. *)
let compactions = ("compactions", Runtime_work.compactions)

let names = ("mixed" :: List.map fst (kinds @ [ compactions ])) @ [ "testsuite" ]

(* [count] tasks of a kind. A mixture begins at a different kind for a different seed. *)
let tasks ~seed ~count name =
  let chosen =
    match name with
    | "mixed" -> kinds
    | "testsuite" -> Distribution_work.kinds
    | _ -> [ (name, List.assoc name (compactions :: kinds)) ]
  in
  let known =
    Array.of_list (List.map (fun (name, piece) -> Task.of_piece name piece) chosen)
  in
  List.init count (fun i ->
      let task = known.((seed + i) mod Array.length known) in
      fun () -> Task.run task)
