(* Work in registers and in memory outside the heap. *)

let integers () =
  let sum = ref 1 in
  for i = 1 to 2_000 do
    sum := Checksum.mix !sum i
  done;
  !sum

(* As many floats as can stay in registers across the poll of a loop. *)
let floats () =
  let a = ref 0.5 and b = ref 0.25 and c = ref 0.125 and d = ref 0.75 in
  let e = ref 1.5 and f = ref 2.25 and g = ref 3.125 and h = ref 4.75 in
  for i = 1 to 1_000 do
    let t = float_of_int (i land 255) *. 0x1p-8 in
    a := (!a *. 0.75) +. (t *. !b);
    b := (!b *. 0.5) +. (t *. !c) +. 0.125;
    c := (!c *. 0.25) +. (!d *. 0.25);
    d := (!d *. 0.5) +. (t *. !e *. 0.125);
    e := (!e *. 0.75) +. (!f *. 0.0625);
    f := (!f *. 0.5) +. (t *. !g *. 0.25);
    g := (!g *. 0.25) +. (!h *. 0.125);
    h := (!h *. 0.5) +. (!a *. 0.25)
  done;
  List.fold_left
    (fun sum x -> Checksum.mix sum (Checksum.of_float x))
    1
    [ !a; !b; !c; !d; !e; !f; !g; !h ]

let[@inline never] rec fibonacci n =
  if n < 2 then n else fibonacci (n - 1) + fibonacci (n - 2)

let[@inline never] rec ackermann m n =
  if m = 0 then n + 1
  else if n = 0 then ackermann (m - 1) 1
  else ackermann (m - 1) (ackermann m (n - 1))

let recursion () = Checksum.mix (fibonacci 14) (ackermann 2 9)

let bigarrays () =
  let open Bigarray in
  let side = 16 in
  let floats = Array2.create float64 c_layout side side in
  let numbers = Array1.create int c_layout 256 in
  for i = 0 to side - 1 do
    for j = 0 to side - 1 do
      floats.{i, j} <- float_of_int ((i * j) + 1) *. 0.5;
      numbers.{(i * side) + j} <- i lxor (j * 37)
    done
  done;
  let sum = ref 1 in
  for i = 0 to side - 1 do
    for j = 0 to side - 1 do
      let x = floats.{j, i} +. float_of_int numbers.{(j * side) + i} in
      sum := Checksum.mix !sum (Checksum.of_float x)
    done
  done;
  !sum
