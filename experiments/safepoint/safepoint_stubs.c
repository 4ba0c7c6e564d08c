/* The signal that requests a preemption, and work that C calls back. */
#define _GNU_SOURCE
#include <signal.h>
#include <unistd.h>

#include <caml/callback.h>
#include <caml/fail.h>
#include <caml/memory.h>
#include <caml/mlvalues.h>

#include "native/fixture/fixture.h"

/* Of the library (ocaml/preempt/src/control.c); async-signal-safe. */
extern value preempt_request_target(value target);

static __thread value own_target; /* the domain that this thread belongs to */
static pid_t first, second;       /* threads of the domains; 0: there is none */

/* The harness signals one thread. If there are two domains, that thread passes every
 * other signal on. */
static int is_for_second(void) {
  static unsigned turn;
  return second != 0 && gettid() == first && ++turn % 2 == 0;
}

static void request(int signal, siginfo_t *info, void *context) {
  (void)info;
  if (gettid() == first && !fixture_received(context))
    return;
  if (is_for_second())
    tgkill(getpid(), second, signal);
  else
    preempt_request_target(own_target);
}

/** Makes signals to the calling thread requests to its domain. */
value safepoint_listen(value target, value is_first) {
  own_target = target;
  *(Bool_val(is_first) ? &first : &second) = gettid();
  struct sigaction action = {.sa_sigaction = request,
                             .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART};
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGURG, &action, NULL) != 0)
    caml_failwith("sigaction");
  return Val_unit;
}

value safepoint_call_back(value closure, value argument) {
  CAMLparam2(closure, argument);
  CAMLreturn(caml_callback(closure, argument));
}
