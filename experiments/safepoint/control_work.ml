(* Work that leaves straight-line code: exceptions, effects, deep stacks, calls from C. *)

exception Found of int

let exceptions () =
  let sum = ref 0 in
  let attempt i =
    match
      if i land 3 = 0 then raise Not_found
      else if i land 3 = 1 then raise_notrace (Found i)
      else
        Fun.protect
          ~finally:(fun () -> incr sum)
          (fun () -> failwith (string_of_int i))
    with
    | () -> ()
    | exception Found x -> sum := Checksum.mix !sum x
    | exception Not_found -> sum := Checksum.mix !sum 7
  in
  for i = 1 to 150 do
    try attempt i with Failure text -> sum := Checksum.mix !sum (int_of_string text)
  done;
  !sum

open Preempt.Effect

type _ t += Get : int t | Put : int -> unit t | Ask : string -> int t

let asking () =
  for i = 1 to 30 do
    perform (Put (Checksum.mix (perform Get) (perform (Ask (string_of_int i)))))
  done;
  perform Get

(* Handles Get and Put; Ask goes on to the handler around it. *)
let with_state task =
  let effc (type a) (eff : a t) : ((a, int -> int) Deep.continuation -> int -> int) option
    =
    match eff with
    | Get -> Some (fun k state -> Deep.continue k state state)
    | Put state -> Some (fun k _ -> Deep.continue k () state)
    | _ -> None
  in
  Deep.match_with task () { retc = (fun x _ -> x); exnc = raise; effc } 1

let with_answers task =
  let effc (type a) (eff : a t) : ((a, int) Deep.continuation -> int) option =
    match eff with
    | Ask text -> Some (fun k -> Deep.continue k (int_of_string text))
    | _ -> None
  in
  Deep.try_with task () { effc }

let handlers () =
  with_answers (fun () -> with_state (fun () -> with_state asking + asking ()))

let[@inline never] rec descend depth = if depth = 0 then 0 else 1 + descend (depth - 1)

let[@inline never] length n = List.length (List.init n Fun.id)

(* On a fiber of its own, which starts small every time. *)
let deep () =
  Deep.try_with
    (fun () -> Checksum.mix (descend 2_000) (length 500))
    ()
    { effc = (fun _ -> None) }

external call_back : (int -> int) -> int -> int = "safepoint_call_back"

(* C calls code with safepoints and code without. Between two calls, the poll of the loop
   is the only safepoint. *)
let callbacks () =
  let sum = ref 1 in
  for i = 1 to 30 do
    sum := Checksum.mix !sum (call_back descend i + call_back length 10)
  done;
  !sum
