(** The last exception of the calling domain and its backtrace: what
    [Printexc.get_raw_backtrace] tells of and [raise] adds to when it raises again. A
    preempt takes them along by itself; this is for tasks that give way of their own
    accord. *)

type t
(** An exception and its backtrace, or none. Domains may exchange them. *)

val take : unit -> t
(** Takes them from the domain, which then has none. *)

val restore : t -> unit
(** Makes them the domain's, in place of any others. *)

val clear : unit -> unit
(** The domain has none. *)
