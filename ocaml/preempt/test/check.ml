(* One line per check; the first that fails ends the program. *)
let that name ok =
  Printf.printf "%s %s\n%!" (if ok then "ok" else "FAILED") name;
  if not ok then exit 1

let raises name expected f =
  that name (match f () with _ -> false | exception exn -> expected exn)
