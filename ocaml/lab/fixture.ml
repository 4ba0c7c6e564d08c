type knobs = { values : (string * string) list; options : Telemetry.options }
type not_applicable = { knob : string; value : string; reason : string }

let chosen knobs name = List.assoc name knobs.values
let options knobs = knobs.options

let drivers =
  Telemetry.
    [ ("external", External); ("sibling", Sibling); ("timer", Timer); ("none", Nobody) ]

let default : Telemetry.options =
  { driver = Sibling; rate_hz = 10_000; jitter = 0.25; seed = 1; cap = 3_000 }

let describe name knobs not_applicable =
  let quoted = Printf.sprintf "%S" in
  let list values = String.concat "," (List.map quoted values) in
  let knob (name, values) = Printf.sprintf "%S:[%s]" name (list values) in
  let missing { knob; value; reason } =
    Printf.sprintf {|{"knob":%S,"value":%S,"reason":%S}|} knob value reason
  in
  Printf.printf {|{"fixture":%S,"ocaml":%S,"knobs":{%s},"notApplicable":[%s]}|} name
    Sys.ocaml_version
    (String.concat "," (List.map knob knobs))
    (String.concat "," (List.map missing not_applicable));
  print_newline ();
  exit 0

let choose knobs not_applicable chosen argument =
  let bad fmt = Printf.ksprintf (fun text -> raise (Arg.Bad text)) fmt in
  let missing name value =
    List.find_opt (fun m -> m.knob = name && m.value = value) not_applicable
  in
  match String.split_on_char '=' argument with
  | [ name; value ] -> (
      match List.assoc_opt name knobs with
      | None -> bad "no knob %s; it has %s" name (String.concat ", " (List.map fst knobs))
      | Some values when List.mem value values -> (
          match missing name value with
          | Some { reason; _ } -> bad "%s is not applicable: %s" argument reason
          | None -> chosen := (name, value) :: !chosen)
      | Some values -> bad "%s is one of %s" name (String.concat ", " values))
  | _ -> bad "expected <knob>=<value>, not %s" argument

let usage name knobs =
  let knob (name, values) =
    Printf.sprintf "  %s=%s\n" name (String.concat "|" values)
  in
  Printf.sprintf "%s [options] [<knob>=<value>]...\nKnobs, the default first:\n%sOptions:"
    name
    (String.concat "" (List.map knob knobs))

let parse name knobs not_applicable =
  let options = ref default and chosen = ref [] in
  let set f value = options := f !options value in
  let specs =
    [
      ( "--describe",
        Arg.Unit (fun () -> describe name knobs not_applicable),
        " print the knobs as JSON" );
      ( "--driver",
        Arg.Symbol
          ( List.map fst drivers,
            set (fun o driver -> { o with driver = List.assoc driver drivers }) ),
        " who signals (sibling)" );
      ("--rate", Arg.Int (set (fun o rate_hz -> { o with rate_hz })), "<Hz> (10000)");
      ( "--jitter",
        Arg.Float (set (fun o jitter -> { o with jitter })),
        "<share of a period> (0.25)" );
      ("--seed", Arg.Int (set (fun o seed -> { o with seed })), "<n> of the jitter (1)");
      ("--cap", Arg.Int (set (fun o cap -> { o with cap })), "<attempts> (3000)");
    ]
  in
  Arg.parse (Arg.align specs) (choose knobs not_applicable chosen) (usage name knobs);
  let defaults = List.map (fun (name, values) -> (name, List.hd values)) knobs in
  { values = !chosen @ defaults; options = !options }

let attempt body =
  match body () with
  | ending -> (ending, "")
  | exception Task.Wrong_result text -> (Telemetry.Wrong_result, text)
  | exception (Effect.Unhandled _ as e) -> (Unhandled, Printexc.to_string e)
  | exception (Stack_overflow as e) -> (Telemetry.Stack_overflow, Printexc.to_string e)
  | exception e -> (Fatal_error, Printexc.to_string e)

let print ending message (counts : Telemetry.counts) =
  let words =
    match (ending : Telemetry.ending) with
    | Reached_cap -> "reached the cap"
    | Finished -> "finished"
    | Unhandled -> "unhandled effect"
    | Wrong_result -> "wrong result"
    | Stack_overflow -> "stack overflow"
    | Fatal_error -> "fatal error"
  in
  Printf.printf
    "%s%s\n\
     received %d, attempts %d, skipped %d, caught %d, completed %d, pieces verified %d\n\
     %!"
    words
    (if message = "" then "" else ": " ^ message)
    counts.received counts.attempts counts.skipped counts.caught counts.completed
    counts.verified_pieces

let main ?(not_applicable = []) ~name ~knobs body =
  let chosen = parse name knobs not_applicable in
  Telemetry.open_ chosen.options;
  Telemetry.claim_target ();
  let ending, message = attempt (fun () -> body chosen) in
  Telemetry.end_ ending message;
  if not (Telemetry.is_watched ()) then print ending message (Telemetry.counts ());
  Telemetry.leave (match ending with Reached_cap | Finished -> 0 | _ -> 1)
