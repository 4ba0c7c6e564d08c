let mix sum i = ((sum * 31) + i) land 0x3FFF_FFFF
let of_list = List.fold_left mix 1
let of_string = String.fold_left (fun sum c -> mix sum (Char.code c)) 1
let of_float x = Int64.to_int (Int64.bits_of_float x) land 0x3FFF_FFFF
