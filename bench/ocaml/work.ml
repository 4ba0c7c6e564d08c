let mask = 0x3FFF_FFFF
let[@inline] mix sum i = ((sum * 31) + i) land mask

(** A loop that polls once per turn and does nothing else. *)
let[@inline never] tight turns =
  let sum = ref 1 in
  for i = 1 to turns do
    sum := mix !sum i
  done;
  ignore (Sys.opaque_identity !sum)

let rec down_from n = if n = 0 then [] else n :: down_from (n - 1)

(** Lists of ten that die at once: thirty words a turn. *)
let[@inline never] lists turns =
  let sum = ref 1 in
  for _ = 1 to turns do
    sum := List.fold_left mix !sum (Sys.opaque_identity (down_from 10))
  done;
  ignore (Sys.opaque_identity !sum)
