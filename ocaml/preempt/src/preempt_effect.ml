include Stdlib.Effect

type _ t += Preemption : unit t
type tick_outcome = Preempt | Continue

(* The record that fiber.c finds behind a preemptible fiber's value handler; it alone
   reads the last two fields. *)
type ('a, 'b) ticked = {
  retc : 'a -> 'b;
  tickc : unit -> tick_outcome;
  masks : int ref;
}
[@@warning "-unused-field"]

(* Every closure made here has the same code pointer; that is how fiber.c knows it. The
   opaque identity keeps the record whole in its environment, and the closure a function
   of one argument: up to 5.1 [fun r -> fun x -> ...] is a function of two. *)
let[@inline never] marked ticked =
  let ticked = Sys.opaque_identity ticked in
  fun x -> ticked.retc x

let mark retc tickc masks = marked { retc; tickc; masks }

let always () = Preempt

let rec walk = function
  | [] -> false
  | tickc :: rest -> (match tickc () with Preempt -> true | Continue -> walk rest)

(* What a preempted fiber is made to call (frame.c). Nothing in here may be a safepoint
   but the allocation of the continuation. *)
let perform_preemption () =
  try perform Preemption with Unhandled Preemption -> ()

external init_fiber :
  (int -> int) -> (int, int) ticked -> (unit, unit) Shallow.continuation -> unit =
  "preempt_init_fiber"
external init_ask :
  ((unit -> tick_outcome) list -> bool) -> (unit -> tick_outcome) -> unit =
  "preempt_init_ask"
external init_frame : (unit -> unit) -> unit = "preempt_init_frame"
external arrived : unit -> unit = "preempt_arrived" [@@noalloc]
external stop_ticker : unit -> unit = "preempt_tick_stop"
external register_domain : unit -> unit = "preempt_register_domain" [@@noalloc]
external continuation_masks : 'k -> Obj.t = "preempt_continuation_masks" [@@noalloc]

let () =
  Preempt_native.started;
  let ticked = { retc = Fun.id; tickc = always; masks = ref 0 } in
  init_fiber (marked ticked) ticked (Shallow.fiber ignore);
  init_ask walk always;
  init_frame perform_preemption;
  at_exit stop_ticker

(* Tells share.c that Preemption has come to a handler. *)
let[@inline] at_handler (type c) (effect_ : c t) =
  match effect_ with Preemption -> arrived () | _ -> ()

module Deep = struct
  include Stdlib.Effect.Deep

  module Preemptible = struct
    type ('a, 'b) handler = {
      retc : 'a -> 'b;
      exnc : exn -> 'b;
      effc : 'c. 'c t -> (('c, 'b) continuation -> 'b) option;
      tickc : unit -> tick_outcome;
    }

    let match_with f x { retc; exnc; effc; tickc } =
      register_domain ();
      let effc effect_ =
        at_handler effect_;
        effc effect_
      in
      match_with f x { retc = mark retc tickc (ref 0); exnc; effc }

    let try_with ~on_tick f x ({ effc } : _ effect_handler) =
      match_with f x { retc = Fun.id; exnc = raise; effc; tickc = on_tick }
  end
end

module Shallow = struct
  include Stdlib.Effect.Shallow

  module Preemptible = struct
    type ('a, 'b) handler = {
      retc : 'a -> 'b;
      exnc : exn -> 'b;
      effc : 'c. 'c t -> (('c, 'a) continuation -> 'b) option;
      tickc : unit -> tick_outcome;
    }

    (* A fiber that left its handler while masked goes on being masked. *)
    let masks_of k : int ref =
      let masks = continuation_masks k in
      if Obj.is_int masks then ref 0 else Obj.obj masks

    let handler k { retc; exnc; effc; tickc } : _ Stdlib.Effect.Shallow.handler =
      register_domain ();
      let effc effect_ =
        at_handler effect_;
        effc effect_
      in
      { retc = mark retc tickc (masks_of k); exnc; effc }

    let continue_with k v h = continue_with k v (handler k h)
    let discontinue_with k e h = discontinue_with k e (handler k h)

    let discontinue_with_backtrace k e backtrace h =
      discontinue_with_backtrace k e backtrace (handler k h)
  end
end
