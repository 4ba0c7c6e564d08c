include Stdlib.Domain

(* It locks a mutex of the standard library's, which the domain that locked it must
   unlock. *)
let join domain = Preempt_mask.mask (fun () -> join domain)

module Tick = struct
  type t = { scope : int; mutable is_open : bool }

  external acquire_scope : int -> int = "preempt_tick_acquire"
  external release_scope : int -> unit = "preempt_tick_release"
  external interval_usec : unit -> int = "preempt_tick_interval_usec" [@@noalloc]

  let acquire ~interval_usec =
    if interval_usec <= 0 then
      invalid_arg "Tick.acquire: interval must be strictly positive";
    match acquire_scope interval_usec with
    | -1 -> failwith "Domain.Tick.acquire: no room for another scope, or no thread"
    | scope -> { scope; is_open = true }

  let release t =
    if t.is_open then begin
      t.is_open <- false;
      release_scope t.scope
    end

  let with_ ~interval_usec f =
    let t = acquire ~interval_usec in
    match f t with
    | result ->
      release t;
      result
    | exception e ->
      let backtrace = Printexc.get_raw_backtrace () in
      release t;
      Printexc.raise_with_backtrace e backtrace

  let effective_interval_usec () =
    match interval_usec () with
    | 0 -> Preempt_or_null.Null
    | interval -> Preempt_or_null.This interval
end
