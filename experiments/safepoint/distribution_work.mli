(** Programs of the OCaml distribution's testsuite as work. *)

val kinds : (string * (unit -> int)) list
(** A piece runs a whole program and compares what it prints with its reference, without
    one with nothing. Empty when the fixture's compiler came without tests.

    @raise Task.Wrong_result when they differ *)
