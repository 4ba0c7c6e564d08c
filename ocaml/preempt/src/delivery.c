/* How a request reaches a domain: a store to its young_limit, from whatever thread, or a
   signal to its thread, whose handler does the same store. */

#define _GNU_SOURCE
#include "preempt.h"

#include <caml/fail.h>
#include <caml/signals.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Atomic int delivery_signal; /* 0: by store */

/* Remembers when the oldest request that is not yet served was made. */
static void stamp(struct preempt_control *control) {
  int64_t now_ns = preempt_stamp_ns();
  if (now_ns != 0 &&
      atomic_load_explicit(&control->requested_at_ns, memory_order_relaxed) == 0)
    atomic_store_explicit(&control->requested_at_ns, now_ns, memory_order_relaxed);
}

/** Asks a domain: the next poll or allocation of its OCaml code enters caml_call_gc.
    Async-signal-safe. The flag comes first: who resets young_limit does so by an exchange
    (caml_reset_young_limit) and looks at the flag afterwards, so that releasing is enough
    here, as it is for the runtime's own interrupts (runtime/domain.c, interrupt_domain).
 */
void preempt_arm(struct preempt_control *control, uintnat identity) {
  stamp(control);
  atomic_store_explicit(&control->requested, identity, memory_order_release);
  caml_domain_state *domain = atomic_load(&control->state);
  preempt_interrupt(domain);
}

/* The thread that last ran the domain's code may have ended: then nobody gets the signal,
   or another thread does that has its id by now, which asks the domain that it runs. */
static bool send(struct preempt_control *control, int signal) {
  int saved_errno = errno;
  bool sent = syscall(SYS_tgkill, getpid(), atomic_load(&control->thread), signal) == 0;
  errno = saved_errno;
  return sent;
}

/** Delivers a request by store or by signal, as chosen; by store, too, where the signal
    finds nobody. Async-signal-safe. */
void preempt_deliver(struct preempt_control *control, uintnat identity) {
  int signal = atomic_load_explicit(&delivery_signal, memory_order_relaxed);
  if (signal == 0) {
    preempt_arm(control, identity);
    return;
  }
  stamp(control);
  if (!send(control, signal))
    preempt_arm(control, identity);
}

/* Caml_state is a thread-local variable of the executable: reading it is safe here. It is
   NULL while a systhread of the domain is in a blocking section. */
static void on_signal(int signal) {
  (void)signal;
  caml_domain_state *domain = Caml_state_opt;
  if (domain == NULL)
    return;
  struct preempt_control *control = preempt_control_of(domain);
  uintnat identity = atomic_load(&control->identity);
  if (identity != 0)
    preempt_arm(control, identity);
}

/** @param signal an OCaml signal number, or 0 to deliver by store */
value preempt_set_delivery(value signal) {
  int number = Int_val(signal) == 0 ? 0 : caml_convert_signal_number(Int_val(signal));
  if (number != 0) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    action.sa_flags = SA_ONSTACK | SA_RESTART;
    sigfillset(&action.sa_mask);
    if (sigaction(number, &action, NULL) != 0)
      caml_invalid_argument("Preempt.deliver_by: the signal cannot be handled");
  }
  atomic_store(&delivery_signal, number);
  return Val_unit;
}
