/* Tells compiled OCaml code from everything else that a signal may interrupt. */
#ifndef PREEMPT_LAB_OCAML_CODE_H
#define PREEMPT_LAB_OCAML_CODE_H

#include <ucontext.h>

/* Whether the interrupted program counter lies in code that ocamlopt compiled: there the
 * allocation pointer is in r15 and Caml_state in r14 (runtime/amd64.S, OCaml 5.0 to
 * 5.5). Safe in a signal handler. */
int interrupted_ocaml_code(const ucontext_t *context);

#endif
