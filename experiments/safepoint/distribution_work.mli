(** Programs of the OCaml distribution's testsuite as work. *)

val kinds : (string * (unit -> int)) list
(** A piece runs a whole program and compares its output with the program's reference, or
    with nothing if it has none. Empty when the fixture's compiler came without tests.

    @raise Task.Wrong_result when they differ *)
