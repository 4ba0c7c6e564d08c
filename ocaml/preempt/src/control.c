/* One control per domain slot: who runs there and whether a preemption is asked for.

   The runtime never frees the state of a domain; a later domain takes over its slot and
   its state (runtime/domain.c, domain_create, 5.0 to 5.4). So a request that comes too
   late may store to a young_limit that is dead, which nobody reads, or that belongs to
   the next domain, which then polls once in vain. It is never taken for a request to that
   domain: a request carries the identity of the domain it is for. */

#include "preempt.h"

#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct preempt_control controls[PREEMPT_SLOTS];
static _Atomic int slots_used;

/** The control of the slot a domain runs in, registered or not. */
struct preempt_control *preempt_control_of(caml_domain_state *domain) {
  return &controls[domain->id];
}

/** The control of a slot, or NULL past the last that was ever used. */
struct preempt_control *preempt_control_in(int slot) {
  return slot < atomic_load(&slots_used) ? &controls[slot] : NULL;
}

/* The kernel's id of the calling thread, or 0 before it is asked for. */
static __thread pid_t own_thread;

/** Remembers that the calling thread is the one that runs a domain's OCaml code. */
void preempt_runs_here(caml_domain_state *domain) {
  if (own_thread == 0)
    own_thread = (pid_t)syscall(SYS_gettid);
  _Atomic pid_t *thread = &preempt_control_of(domain)->thread;
  if (atomic_load_explicit(thread, memory_order_relaxed) != own_thread)
    atomic_store_explicit(thread, own_thread, memory_order_relaxed);
}

/* In a child the thread that forked is the only one, and has another id. */
static void in_child(void) {
  own_thread = 0;
  if (Caml_state_opt != NULL)
    preempt_runs_here(Caml_state_opt);
}

/** Makes every process that is forked from now on know its own thread. */
void preempt_threads_survive_forks(void) { pthread_atfork(NULL, NULL, in_child); }

/** Makes the domain of the calling thread one that can be asked. @return its control */
struct preempt_control *preempt_register(void) {
  caml_domain_state *domain = Caml_state;
  struct preempt_control *control = preempt_control_of(domain);
  preempt_runs_here(domain);
  if (atomic_load_explicit(&control->identity, memory_order_relaxed) ==
      preempt_identity_of(domain))
    return control;
  atomic_store(&control->requested, 0);
  atomic_store(&control->requested_at_ns, 0);
  atomic_store(&control->state, domain);
  control->held = false;
  control->share = (struct preempt_share){0};
  atomic_store(&control->identity, preempt_identity_of(domain));
  int used = atomic_load(&slots_used);
  while (used <= domain->id &&
         !atomic_compare_exchange_weak(&slots_used, &used, domain->id + 1))
    ;
  return control;
}

/** From now on the domain is not asked any more. @return whether it was registered */
bool preempt_unregister(caml_domain_state *domain) {
  uintnat identity = preempt_identity_of(domain);
  return atomic_compare_exchange_strong(&preempt_control_of(domain)->identity, &identity,
                                        0);
}

/** Whether a preemption of this domain is asked for and not yet served. */
bool preempt_is_requested(struct preempt_control *control, caml_domain_state *domain) {
  uintnat requested = atomic_load(&control->requested);
  return __builtin_expect(requested != 0, 0) && requested == preempt_identity_of(domain);
}

/* Primitives. */

value preempt_register_domain(value unit) {
  preempt_register();
  return unit;
}
