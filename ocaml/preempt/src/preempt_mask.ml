let () = Preempt_native.started

external innermost_masks : unit -> Obj.t = "preempt_innermost_masks" [@@noalloc]
external unmasked : unit -> bool = "preempt_unmasked" [@@noalloc]

(* An allocation that the compiler cannot do away with: a safepoint. *)
let[@inline never] poll () = ignore (Sys.opaque_identity (ref 0))

let leave masks =
  decr masks;
  if !masks = 0 && unmasked () then poll ()

let mask f =
  let masks = innermost_masks () in
  if Obj.is_int masks then f ()
  else begin
    let masks : int ref = Obj.obj masks in
    incr masks;
    match f () with
    | result ->
      leave masks;
      result
    | exception e ->
      let backtrace = Printexc.get_raw_backtrace () in
      leave masks;
      Printexc.raise_with_backtrace e backtrace
  end
