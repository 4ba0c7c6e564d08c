/* One control per domain slot: who runs there and whether a preemption is asked for.

   The runtime never frees the state of a domain; a later domain takes over its slot and
   its state (runtime/domain.c, domain_create, 5.0 to 5.4). So a request that comes too
   late may store to a young_limit that is dead, which nobody reads, or that belongs to
   the next domain, which then polls once in vain. It is never taken for a request to that
   domain: a request carries the identity of the domain it is for. */

#include "preempt.h"

#include <caml/fail.h>
#include <caml/misc.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Max_domains_max (runtime/caml/domain.h, 5.3); 128 before. Pages nobody uses cost
 * nothing. */
#define SLOTS 4096

static struct preempt_control controls[SLOTS];
static _Atomic int slots_used;

static uintnat identity_of(caml_domain_state *domain) {
  return (uintnat)domain->unique_id + 1;
}

/** The control of the slot a domain runs in, registered or not. */
struct preempt_control *preempt_control_of(caml_domain_state *domain) {
  return &controls[domain->id];
}

/** The control of a slot, or NULL past the last that was ever used. */
struct preempt_control *preempt_control_in(int slot) {
  return slot < atomic_load(&slots_used) ? &controls[slot] : NULL;
}

/** Makes the domain of the calling thread one that can be asked. @return its control */
struct preempt_control *preempt_register(void) {
  caml_domain_state *domain = Caml_state;
  struct preempt_control *control = preempt_control_of(domain);
  if (atomic_load_explicit(&control->identity, memory_order_relaxed) ==
      identity_of(domain))
    return control;
  atomic_store(&control->requested, 0);
  atomic_store(&control->requested_at_ns, 0);
  atomic_store(&control->state, domain);
  atomic_store(&control->thread, (pid_t)syscall(SYS_gettid));
  control->held = false;
  atomic_store(&control->identity, identity_of(domain));
  int used = atomic_load(&slots_used);
  while (used <= domain->id &&
         !atomic_compare_exchange_weak(&slots_used, &used, domain->id + 1))
    ;
  return control;
}

/** Whether a preemption of this domain is asked for and not yet served. */
bool preempt_is_requested(struct preempt_control *control, caml_domain_state *domain) {
  uintnat requested = atomic_load(&control->requested);
  return __builtin_expect(requested != 0, 0) && requested == identity_of(domain);
}

/** Asks the domain that had an identity when the caller learnt of it, if it still runs.
    For any thread and for signal handlers. */
void preempt_request(int slot, uintnat identity) {
  struct preempt_control *control = &controls[slot];
  if (atomic_load(&control->identity) != identity)
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

/* ThreadSanitizer's, and so of any program that it watches. */
extern void __tsan_func_entry(void *return_address) __attribute__((weak));

static caml_timing_hook next_terminated_hook;

/* Runs on the thread of the domain, after its last OCaml code
   (runtime/domain.c, domain_terminate). */
static void retire(void) {
  struct preempt_control *control = preempt_control_of(Caml_state);
  uintnat identity = identity_of(Caml_state);
  if (atomic_compare_exchange_strong(&control->identity, &identity, 0))
    preempt_ticker_forget(identity_of(Caml_state));
  if (next_terminated_hook != NULL)
    next_terminated_hook();
}

/** The first thing of this library that runs. Its name is what ocamlc says is missing.
    @raise Failure in a program that ThreadSanitizer watches */
value preempt_needs_ocamlopt(value unit) {
  if (__tsan_func_entry != NULL)
    caml_failwith("preempt: ThreadSanitizer is not supported");
  next_terminated_hook = atomic_exchange(&caml_domain_terminated_hook, retire);
  preempt_ticker_survive_forks();
  return unit;
}

/* Primitives. A target is a slot and an identity in one immediate. */

value preempt_self(value unit) {
  (void)unit;
  struct preempt_control *control = preempt_register();
  return Val_long(
      (intnat)(atomic_load(&control->identity) * SLOTS + (uintnat)(control - controls)));
}

value preempt_request_target(value target) {
  uintnat bits = (uintnat)Long_val(target);
  preempt_request((int)(bits % SLOTS), bits / SLOTS);
  return Val_unit;
}

value preempt_register_domain(value unit) {
  preempt_register();
  return unit;
}
