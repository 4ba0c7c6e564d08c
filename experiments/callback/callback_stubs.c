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
static struct sigaction action;

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

enum flags { ZEROED, NODEFER, ONSTACK }; /* Callback.flags */

value callback_prepare(value closure, value flags, value guard) {
  static const int SA_FLAGS[] = {
      [ZEROED] = 0, [NODEFER] = SA_NODEFER, [ONSTACK] = SA_ONSTACK};
  preempt = closure;
  caml_register_generational_global_root(&preempt);
  guarded = Bool_val(guard);
  action.sa_sigaction = handle_signal;
  action.sa_flags = SA_SIGINFO | SA_FLAGS[Int_val(flags)];
  sigemptyset(&action.sa_mask);
  return Val_unit;
}

value callback_install(value unit) {
  if (sigaction(SIGURG, &action, NULL) != 0)
    caml_failwith("sigaction");
  return unit;
}
