/* Performs an effect from C, by putting what caml_perform expects into its registers. */
#ifndef PREEMPT_LAB_PERFORM_H
#define PREEMPT_LAB_PERFORM_H

#include <caml/mlvalues.h>
#include <caml/version.h>

/* Whether it is known what caml_perform expects of a continuation in this OCaml. */
enum { PERFORM_IS_KNOWN = OCAML_VERSION < 50600 };

/* The registers that caml_perform and the OCaml code behind it read. */
struct perform_registers {
  uintnat effect;       /* rax */
  uintnat continuation; /* rbx: a block that it fills in */
  uintnat domain_state; /* r14: Caml_state */
  uintnat young_ptr;    /* r15: the allocation pointer */
};

/* Performs on the current fiber. Returns when the continuation is continued, with the
 * allocation pointer of that moment in the registers; otherwise never. */
void perform_from_c(struct perform_registers *registers);

/* A continuation for caml_perform to fill in, outside the heap and always the same one:
 * valid until the next call. When it is continued, the collector scans the stack that it
 * holds, unless it is marked. */
value fabricated_continuation(int marked);

#endif
