/* From the true signal handler, call an OCaml closure that performs an effect. */
#define _GNU_SOURCE
#include <signal.h>

#include <caml/fail.h>
#include <caml/memory.h>
#include <caml/mlvalues.h>

#include "native/fixture/fixture.h"
#include "runtime/linked_call.h"
#include "runtime/ocaml_code.h"

static value preempt = Val_unit; /* the closure that performs */
static int guarded;

static void handle_signal(int signal, siginfo_t *info, void *context) {
  const ucontext_t *interrupted = context;
  (void)signal;
  (void)info;
  if (!fixture_received(interrupted))
    return;
  if (guarded && !interrupted_ocaml_code(interrupted)) {
    fixture_skipped();
    return;
  }
  fixture_attempted();
  call_linked(preempt);
  fixture_completed();
}

value callback_install(value closure, value altstack, value guard) {
  preempt = closure;
  caml_register_generational_global_root(&preempt);
  guarded = Bool_val(guard);
  struct sigaction action = {.sa_sigaction = handle_signal,
                             .sa_flags = SA_SIGINFO | SA_RESTART};
  if (Bool_val(altstack))
    action.sa_flags |= SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGURG, &action, NULL) != 0)
    caml_failwith("sigaction");
  return Val_unit;
}
