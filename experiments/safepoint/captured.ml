(* What a program of the distribution's testsuite sees of the outside. Its output goes to
   a buffer, because several programs run at once in one process. *)

module Make (To : sig
    val output : Buffer.t
  end) =
struct
  (* As after [open Preempt], because [join] holds a mutex of the standard library's. *)
  module Domain = Preempt.Domain

  let print_string = Buffer.add_string To.output
  let print_char = Buffer.add_char To.output
  let print_newline () = print_char '\n'
  let print_int i = print_string (string_of_int i)
  let print_float x = print_string (string_of_float x)

  let print_endline text =
    print_string text;
    print_newline ()

  module Printf = struct
    include Printf

    let printf format = bprintf To.output format
  end
end
