include Stdlib.Atomic

let rec update r f =
  let before = get r in
  if not (compare_and_set r before (f before)) then update r f

let add r n = ignore (fetch_and_add r n)
let sub r n = ignore (fetch_and_add r (-n))
let logand r n = update r (Int.logand n)
let logor r n = update r (Int.logor n)
let logxor r n = update r (Int.logxor n)
