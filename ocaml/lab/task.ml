type t = { name : string; piece : unit -> int; checksum : int }

exception Wrong_result of string

let mask = 0x3FFF_FFFF

let mix sum i = ((sum * 31) + i) land mask

let loop entering =
  entering ();
  let sum = ref 1 in
  for i = 1 to 300_000 do
    sum := mix !sum i
  done;
  !sum

let[@inline never] rec descend depth sum =
  if depth > 0 then mix (descend (depth - 1) sum) depth
  else begin
    let sum = ref sum in
    for i = 1 to 30 do
      sum := mix !sum i
    done;
    !sum
  end

let calling ~every entering =
  entering ();
  let sum = ref 1 in
  for i = 1 to 300_000 do
    sum := mix !sum i;
    if i mod every = 0 then sum := descend 4 !sum
  done;
  !sum

(* All in one frame, with a bounded number of steps even over a damaged list. *)
let allocating entering =
  entering ();
  let sum = ref 0 and cells = ref [] in
  for i = 1 to 100_000 do
    cells := i :: !cells;
    if i land 15 = 0 then
      for _ = 1 to 16 do
        match !cells with
        | [] -> ()
        | x :: rest ->
          sum := mix !sum x;
          cells := rest
      done
  done;
  !sum

(* This list lives longer than a minor heap lasts, whereas [allocating] drops what it made
   long before it is written over. *)
let keeping entering =
  entering ();
  let length = 100_000 in
  let sum = ref 0 and cells = ref [] in
  for i = 1 to length do
    cells := i :: !cells
  done;
  for _ = 1 to length do
    match !cells with
    | [] -> ()
    | x :: rest ->
      sum := mix !sum x;
      cells := rest
  done;
  !sum

let floats entering =
  entering ();
  let x = ref 0.5 and y = ref 0.25 and z = ref 0.125 in
  for i = 1 to 100_000 do
    let t = float_of_int (i land 1023) *. 0x1p-10 in
    x := (!x *. 0.75) +. (t *. !y);
    y := (!y *. 0.5) +. (t *. !z) +. 0.125;
    z := (!z *. 0.25) +. (!x *. 0.25)
  done;
  Int64.to_int (Int64.bits_of_float (!x +. !y +. !z)) land mask

exception Found of int

let exceptions entering =
  entering ();
  let sum = ref 0 in
  for i = 1 to 30_000 do
    match if i land 3 = 0 then raise_notrace Not_found else raise_notrace (Found i) with
    | () -> ()
    | exception Found x -> sum := mix !sum x
    | exception Not_found -> sum := (!sum + 7) land mask
  done;
  !sum

let pieces =
  [
    ("loop", loop);
    ("calling", calling ~every:5_000);
    ("rarely-calling", calling ~every:300_000);
    ("allocating", allocating);
    ("keeping", keeping);
    ("floats", floats);
    ("exceptions", exceptions);
  ]

let names = List.map fst pieces

let named ?(entering = ignore) name =
  let work = List.assoc name pieces in
  { name; piece = (fun () -> work entering); checksum = work ignore }

let of_piece name piece = { name; piece; checksum = piece () }

let run_piece task =
  if task.piece () <> task.checksum then begin
    Telemetry.block_signal ();
    raise (Wrong_result (task.name ^ " gave a wrong checksum"))
  end;
  Telemetry.verified ()

let run task =
  while not (Telemetry.should_stop ()) do
    run_piece task
  done;
  (* Whatever damage the last preempt did shows in a piece that began after it. *)
  run_piece task;
  Telemetry.block_signal ()
