let debug_executable =
  Filename.concat (Filename.dirname Sys.executable_name) "fixture-debug"

let has_debug_runtime = Sys.file_exists debug_executable
let asked argument = Array.mem argument Sys.argv
let is_debug = asked "runtime=debug-verified" && has_debug_runtime

let parameters =
  (if asked "minor-heap=256" then [ "s=256" ] else [])
  @ if is_debug then [ "V=1" ] else []

let variable = "OCAMLRUNPARAM"

let environment wanted =
  let is_other binding = not (String.starts_with ~prefix:(variable ^ "=") binding) in
  let others = List.filter is_other (Array.to_list (Unix.environment ())) in
  Array.of_list ((variable ^ "=" ^ wanted) :: others)

let apply () =
  if parameters <> [] then begin
    let wanted = String.concat "," parameters in
    let now = Option.value (Sys.getenv_opt variable) ~default:"" in
    if not (String.ends_with ~suffix:wanted now) then
      let executable = if is_debug then debug_executable else Sys.executable_name in
      let all = if now = "" then wanted else now ^ "," ^ wanted in
      Unix.execve executable Sys.argv (environment all)
  end
