open Effect.Deep

type over = Ocaml | C
type given = None_given | Unmarked | Fabricated

let given_names =
  [ ("none", None_given); ("unmarked", Unmarked); ("fabricated", Fabricated) ]

let knobs =
  [
    ("continuation", List.map fst given_names);
    ("over", [ "ocaml"; "c" ]);
    ("task", [ "loop"; "allocating"; "c-call" ]);
    ("then", [ "continue"; "abandon" ]);
    ("c-stack", [ "exposed"; "protected" ]);
  ]

external install :
  unit Effect.t -> over -> given -> protected:bool -> unit
  = "true_handler_install"

external can_fabricate : unit -> bool = "true_handler_can_fabricate" [@@noalloc]
external caught : unit -> unit = "true_handler_caught" [@@noalloc]
external unblock : unit -> unit = "true_handler_unblock" [@@noalloc]
external c_piece : unit -> int = "true_handler_c_piece"

(* Enough for a signal frame of several kilobytes, and small enough for thousands of
   abandoned stacks. *)
let frames = 1_000

let handler (on_yield : ((unit, unit) continuation -> unit) option) =
  let effc (type a) (eff : a Effect.t) : ((a, unit) continuation -> unit) option =
    match eff with Fiber.Yield -> on_yield | _ -> None
  in
  { retc = Fun.id; exnc = raise; effc }

let on_fiber on_yield let_signals_in task =
  let body () =
    Fiber.grow ~frames ();
    let_signals_in ();
    Task.run task
  in
  match_with body () (handler on_yield)

let continuing =
  Some
    (fun k ->
       caught ();
       continue k ())

(* The signal is still blocked, since its handler never returns. *)
let rec abandoning task =
  Some
    (fun (_ : (unit, unit) continuation) ->
       caught ();
       on_fiber (abandoning task) unblock task)

let task = function "c-call" -> Task.of_piece "c-call" c_piece | name -> Task.named name

let not_applicable : Fixture.not_applicable list =
  let reason = "what caml_perform expects is known for OCaml 5.0 to 5.5" in
  let cannot value : Fixture.not_applicable = { knob = "continuation"; value; reason } in
  if can_fabricate () then [] else List.map cannot [ "unmarked"; "fabricated" ]

let () =
  Fixture.main ~not_applicable ~name:"true-handler" ~knobs (fun chosen ->
      let knob = Fixture.chosen chosen in
      let task = task (knob "task") in
      let over = if knob "over" = "c" then C else Ocaml in
      let given = List.assoc (knob "continuation") given_names in
      install Fiber.Yield over given ~protected:(knob "c-stack" = "protected");
      let on_yield =
        if knob "then" = "abandon" then abandoning task else continuing
      in
      on_fiber on_yield Telemetry.run task;
      Reached_cap)
