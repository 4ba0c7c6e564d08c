type t = Obj.t

let () = Preempt_native.started

external has_none : unit -> bool = "preempt_has_no_backtrace" [@@noalloc]
external take_some : unit -> t = "preempt_take_backtrace_here"
external put : t -> unit = "preempt_put_backtrace_here"

let none = Obj.repr ()
let take () = if has_none () then none else take_some ()
let restore t = if not (t == none && has_none ()) then put t
let clear () = restore none
