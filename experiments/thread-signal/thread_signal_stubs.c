/* Counts who receives the signal: the thread aimed at, or any other. */
#define _GNU_SOURCE
#include <signal.h>

#include <caml/fail.h>
#include <caml/mlvalues.h>

#include "native/fixture/fixture.h"

static __thread int is_target;
static atomic_long receipts, strays;
static atomic_int counting; /* whether the trial has begun */

static void handle_signal(int signal, siginfo_t *info, void *context) {
  (void)signal;
  (void)info;
  if (!is_target) {
    atomic_fetch_add(&strays, 1);
    return;
  }
  atomic_fetch_add(&receipts, 1);
  if (!atomic_load(&counting) || !fixture_received(context))
    return;
  fixture_attempted();
  fixture_completed();
}

value thread_signal_install(value unit) {
  struct sigaction action = {.sa_sigaction = handle_signal,
                             .sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGURG, &action, NULL) != 0)
    caml_failwith("sigaction");
  return unit;
}

value thread_signal_become_target(value unit) {
  is_target = 1;
  return unit;
}

value thread_signal_listen(value unit) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGURG);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  return unit;
}

value thread_signal_start_counting(value unit) {
  atomic_store(&counting, 1);
  return unit;
}

value thread_signal_receipts(value unit) {
  (void)unit;
  return Val_long(atomic_load(&receipts));
}

value thread_signal_strays(value unit) {
  (void)unit;
  return Val_long(atomic_load(&strays));
}
