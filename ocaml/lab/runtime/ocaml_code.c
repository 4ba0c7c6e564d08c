#define _GNU_SOURCE
#define CAML_INTERNALS
#include "ocaml_code.h"

#include <caml/codefrag.h>

/* The assembly glue of the runtime is registered as a code fragment too
 * (runtime/startup_nat.c, init_segments, OCaml 5.3.0). */
extern char caml_system__code_begin, caml_system__code_end;

int interrupted_ocaml_code(const ucontext_t *context) {
  char *pc = (char *)context->uc_mcontext.gregs[REG_RIP];
  if (pc >= &caml_system__code_begin && pc <= &caml_system__code_end)
    return 0;
  return caml_find_code_fragment_by_pc(pc) != NULL;
}
