/* From the true signal handler, call an OCaml closure that performs an effect. */
#define _GNU_SOURCE
#define CAML_INTERNALS
#include <signal.h>
#include <unistd.h>

#include <caml/callback.h>
#include <caml/codefrag.h>
#include <caml/domain_state.h>
#include <caml/fail.h>
#include <caml/fiber.h>
#include <caml/memory.h>
#include <caml/mlvalues.h>
#include <caml/printexc.h>

#include "native/fixture/fixture.h"

/* runtime/amd64.S (OCaml 5.0 to 5.4) defines it and runtime/callback.c declares it, no
 * header does. */
extern value caml_callback_asm(caml_domain_state *state, value closure, value *arguments);

/* The assembly glue of the runtime is registered as a code fragment too. */
extern char caml_system__code_begin, caml_system__code_end;

static value preempt = Val_unit; /* the closure that performs */
static int guarded;

static int is_ocaml_code(char *pc) {
  if (pc >= &caml_system__code_begin && pc <= &caml_system__code_end)
    return 0;
  return caml_find_code_fragment_by_pc(pc) != NULL;
}

/* The closure raised instead of coming back: nothing sensible can run on. */
static void end_with_exception(value exception) {
  fixture_end(TELEMETRY_UNHANDLED, caml_format_exception(exception));
  _exit(1);
}

/* What caml_callback_exn does (runtime/callback.c, 5.3.0), without the part that
 * detaches the fiber from its parent and so hides the effect's handler. */
static void call_preempt(void) {
  value argument = Val_unit;
  caml_maybe_expand_stack();
  value result = caml_callback_asm(Caml_state, preempt, &argument);
  if (Is_exception_result(result))
    end_with_exception(Extract_exception(result));
}

static void handle_signal(int signal, siginfo_t *info, void *context) {
  const ucontext_t *interrupted = context;
  (void)signal;
  (void)info;
  if (!fixture_received(interrupted))
    return;
  if (guarded && !is_ocaml_code((char *)interrupted->uc_mcontext.gregs[REG_RIP])) {
    fixture_skipped();
    return;
  }
  fixture_attempted();
  call_preempt();
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
