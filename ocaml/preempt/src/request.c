/* Asking domains to preempt: one, or all of them at a tick. */

#include "preempt.h"

static _Atomic bool ended;

/** The process is about to end: from now on nobody is asked, and nothing is served that
    was asked for. */
void preempt_end(void) { atomic_store(&ended, true); }

bool preempt_has_ended(void) {
  return __builtin_expect(atomic_load_explicit(&ended, memory_order_relaxed), false);
}

/** Asks the domain that had an identity when the caller learnt of it, if it still runs.
    For any thread and for signal handlers. */
void preempt_request(int slot, uintnat identity) {
  struct preempt_control *control = preempt_control_in(slot);
  if (control == NULL || atomic_load(&control->identity) != identity ||
      preempt_has_ended())
    return;
  atomic_fetch_add_explicit(&control->counts.requests, 1, memory_order_relaxed);
  preempt_deliver(control, identity);
}

/** A tick: asks every registered domain. */
void preempt_request_all(void) {
  struct preempt_control *control;
  for (int slot = 0; (control = preempt_control_in(slot)) != NULL; slot++) {
    uintnat identity = atomic_load(&control->identity);
    if (identity == 0)
      continue;
    if (atomic_load(&control->requested) == identity)
      atomic_fetch_add_explicit(&control->counts.late, 1, memory_order_relaxed);
    preempt_request(slot, identity);
  }
}

/* Primitives. A target is a slot and an identity in one immediate. */

value preempt_self(value unit) {
  (void)unit;
  struct preempt_control *control = preempt_register();
  return Val_long((intnat)(atomic_load(&control->identity) * PREEMPT_SLOTS +
                           (uintnat)Caml_state->id));
}

value preempt_request_target(value target) {
  uintnat bits = (uintnat)Long_val(target);
  preempt_request((int)(bits % PREEMPT_SLOTS), bits / PREEMPT_SLOTS);
  return Val_unit;
}
