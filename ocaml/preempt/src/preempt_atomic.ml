include Stdlib.Atomic

let add r n = ignore (fetch_and_add r n)
let sub r n = ignore (fetch_and_add r (-n))
