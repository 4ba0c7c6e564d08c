#define CAML_INTERNALS
#include "perform.h"

#include <caml/gc.h>
#include <caml/shared_heap.h>

/* caml_perform (runtime/amd64.S) stores the performer's stack into the first field. In
 * 5.1.0 it stores nothing else; from 5.3.0 to 5.5.2 the last fiber goes into a second
 * field, which 5.2 introduced. */
enum { CONTINUATION_FIELDS = OCAML_VERSION >= 50200 ? 2 : 1 };

value fabricated_continuation(int marked) {
  static struct {
    header_t header;
    value fields[CONTINUATION_FIELDS];
  } block;
  /* Continuing darkens a continuation that is not young. That scans its stack unless it
   * is marked already, and spins on any colour but marked and unmarked
   * (runtime/major_gc.c, caml_darken_cont, 5.3.0; from 5.5 only while the collector
   * marks: runtime/fiber.c, caml_continuation_use_noexc). The names of the colours change
   * with each cycle of the collector. */
  status colour =
      marked ? caml_global_heap_state.MARKED : caml_global_heap_state.UNMARKED;
  block.header = Make_header(CONTINUATION_FIELDS, Cont_tag, colour);
  return Val_hp(&block);
}

/* OCaml code preserves no register, so all those that a C function must preserve are kept
 * on the stack. Seven pushes also align it. Continuing comes back to the instruction
 * after the call, on this stack again. */
__asm__(".text\n"
        ".globl perform_from_c\n"
        ".type perform_from_c, @function\n"
        "perform_from_c:\n"
        "  pushq %rbx\n"
        "  pushq %rbp\n"
        "  pushq %r12\n"
        "  pushq %r13\n"
        "  pushq %r14\n"
        "  pushq %r15\n"
        "  pushq %rdi\n"
        "  movq 0(%rdi), %rax\n"
        "  movq 8(%rdi), %rbx\n"
        "  movq 16(%rdi), %r14\n"
        "  movq 24(%rdi), %r15\n"
        "  call caml_perform\n"
        "  popq %rdi\n"
        "  movq %r15, 24(%rdi)\n"
        "  popq %r15\n"
        "  popq %r14\n"
        "  popq %r13\n"
        "  popq %r12\n"
        "  popq %rbp\n"
        "  popq %rbx\n"
        "  ret\n"
        ".size perform_from_c, . - perform_from_c\n");
