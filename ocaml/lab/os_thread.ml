type t = int

external self : unit -> t = "lab_os_thread_self" [@@noalloc]
external send_raw : t -> int -> int = "lab_os_thread_send" [@@noalloc]

let id thread = thread

let send thread signal =
  match send_raw thread signal with
  | 0 -> Ok ()
  | 1 -> Error `No_such_thread
  | _ -> invalid_arg "Os_thread.send"
