(* Work on values in the heap. *)

let scrambled length = List.init length (fun i -> i * 7919 mod 1009)

let lists () =
  scrambled 200
  |> List.sort compare
  |> List.filter (fun i -> i land 3 <> 0)
  |> List.rev_map (fun i -> (i, i * i))
  |> List.concat_map (fun (i, square) -> [ i; square ])
  |> Checksum.of_list

module Map_of_ints = Map.Make (Int)
module Set_of_strings = Set.Make (String)

let maps () =
  let add map i = Map_of_ints.add i (string_of_int (i * 3)) map in
  let map = List.fold_left add Map_of_ints.empty (scrambled 60) in
  let add _ text set = Set_of_strings.add text set in
  let set = Map_of_ints.fold add map Set_of_strings.empty in
  let low, _, high = Set_of_strings.split "2" set in
  Checksum.of_string
    (String.concat "," Set_of_strings.(elements (union (inter set high) low)))

let strings () =
  let buffer = Buffer.create 1 in
  for i = 1 to 60 do
    Buffer.add_string buffer (string_of_int i);
    Buffer.add_char buffer (if i land 1 = 0 then ';' else '.');
    Printf.bprintf buffer "%x%-4s|%.3f" i (String.make (i land 3) 'z') (float_of_int i)
  done;
  Buffer.contents buffer
  |> String.split_on_char ';'
  |> List.map (fun part -> String.uppercase_ascii part ^ Bytes.to_string (Bytes.create 0))
  |> String.concat "+" |> Checksum.of_string

let tables () =
  let table = Hashtbl.create 1 in
  List.iter (fun i -> Hashtbl.replace table (string_of_int i, i) (ref i)) (scrambled 80);
  Hashtbl.filter_map_inplace
    (fun (_, i) cell -> if i land 7 = 0 then None else Some (ref (!cell + 1)))
    table;
  List.fold_left
    (fun sum i ->
       match Hashtbl.find_opt table (string_of_int i, i) with
       | Some cell -> Checksum.mix sum !cell
       | None -> Checksum.mix sum 1)
    (Hashtbl.length table) (scrambled 80)

type tree = Leaf | Node of { left : tree; key : string; weight : float; right : tree }

let rec tree low high =
  if low >= high then Leaf
  else begin
    let key = (low + high) / 2 in
    Node
      {
        left = tree low key;
        key = string_of_int key;
        weight = float_of_int key;
        right = tree (key + 1) high;
      }
  end

let comparisons () =
  let one = tree 0 60 and same = tree 0 60 and other = tree 0 59 in
  let sign x y = 2 + compare (compare x y) 0 in
  List.fold_left Checksum.mix
    (Hashtbl.hash_param 100 200 one)
    [
      sign one same; sign one other; sign other one; Bool.to_int (one = same);
      Bool.to_int (one <> other); sign [| 1.; nan |] [| 1.; nan |];
      sign (max one other) one; List.length (List.sort_uniq compare [ one; other; same ]);
    ]

(* Forced under a mask, by all the tasks of a domain: a task preempted while it forces
   would leave behind a lazy value that raises Undefined for the next task. Each domain
   has its own, because in no OCaml 5 may two domains force the same one at once. *)
let shared = Domain.DLS.new_key (fun () -> ref (lazy 0))

let lazies () =
  let sum = ref 1 in
  for i = 1 to 20 do
    let force () =
      let cell = Domain.DLS.get shared in
      if i land 3 = 0 then cell := lazy (Numeric_work.fibonacci 5 - 5);
      Lazy.force !cell
    in
    sum := Checksum.mix !sum (Preempt.mask force)
  done;
  !sum
