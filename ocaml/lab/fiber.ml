open Effect
open Effect.Deep

type _ Effect.t += Yield : unit Effect.t
type scheduler = Plain | Allocating

let scheduler_names = [ ("plain", Plain); ("allocating", Allocating) ]
let yield () = perform Yield

let continue_plainly resuming k =
  Telemetry.caught ();
  resuming ();
  continue k ()

(* So much that a minor collection comes about every hundred preempts. What is kept is
   never walked: a damaged list may have no end. *)
let cells = 1_000
let kept : int list ref = ref []

let continue_allocating resuming k =
  Telemetry.caught ();
  kept := List.init cells Fun.id;
  resuming ();
  continue k ()

let handler (type r) (on_yield : ((unit, r) continuation -> r) option) : (r, r) handler =
  let effc (type a) (eff : a Effect.t) : ((a, r) continuation -> r) option =
    match eff with Yield -> on_yield | _ -> None
  in
  { retc = Fun.id; exnc = raise; effc }

let run ?(resuming = ignore) scheduler task =
  let continue_with =
    match scheduler with
    | Plain -> continue_plainly
    | Allocating -> continue_allocating
  in
  (* Built here, so that catching an effect allocates no closure and no option. *)
  let on_yield = Some (fun k -> continue_with resuming k) in
  match_with task () (handler on_yield)

let control () =
  let caught = ref 0. in
  let effc (type a) (eff : a Effect.t) : ((a, unit) continuation -> unit) option =
    match eff with
    | Yield ->
      Some
        (fun k ->
           caught := !caught +. 1.;
           continue k ())
    | _ -> None
  in
  match_with yield () { retc = Fun.id; exnc = raise; effc };
  Telemetry.measure "controlCaught" ~unit:"effects" !caught

let[@inline never] rec depth n = if n = 0 then 0 else 1 + depth (n - 1)
let grow ?(frames = 20_000) () = ignore (Sys.opaque_identity (depth frames))

external sync : unit -> unit = "lab_fiber_sync"
