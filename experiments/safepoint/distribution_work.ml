let work (name, program, reference) =
  let piece () =
    let output = Buffer.create 1 in
    program output;
    if Buffer.contents output = reference then 1
    else raise (Task.Wrong_result (name ^ " does not print its reference"))
  in
  (name, piece)

let kinds = List.map work Distribution_tests.all
