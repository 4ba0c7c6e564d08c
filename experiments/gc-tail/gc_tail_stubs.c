/* Calls OCaml as the last thing that the runtime does in a collection. */
#define _GNU_SOURCE
#define CAML_INTERNALS
#include <signal.h>

#include <caml/mlvalues.h>
#include <caml/domain.h>
#include <caml/fail.h>
#include <caml/fiber.h>
#include <caml/memory.h>

#include "native/fixture/fixture.h"
#include "runtime/linked_call.h"
#include "runtime/pending_allocation.h"
#include "runtime/safepoint_request.h"

/* The constructors of Gc_tail.hook, in their order. */
enum hook { EXTERNAL_INTERRUPT, WRAPPED_COLLECTION };

static enum hook hook;
static value preempt = Val_unit; /* the closure that performs */
static caml_domain_state *domain;
static atomic_int requested;
/* No further call is made until the task that was called from runs on, or a new one
 * starts. */
static atomic_int inside = 1;
static uint64_t out_of_order;

extern void __real_caml_garbage_collection(void);
extern void __wrap_caml_garbage_collection(void);

/* A fiber keeps its id when its stack is moved (caml/fiber.h, OCaml 5.1 to 5.5). If
 * another one is current, these C frames were left by a call that has not come back. */
static void call_back(void) {
  int64_t caller = domain->current_stack->id;
  /* In this order: a request between the two would be met inside the call. */
  atomic_store(&inside, 1);
  atomic_store(&domain->requested_external_interrupt, 0);
  atomic_store(&requested, 0);
  fixture_attempted();
  call_linked(preempt);
  if (domain->current_stack->id == caller)
    fixture_completed();
  else
    fixture_measure("outOfOrderReturns", "returns", (double)++out_of_order);
  atomic_store(&inside, 0);
}

/* When the runtime calls it, the allocation that led to the collection has been taken
 * back (runtime/minor_gc.c, caml_alloc_small_dispatch). In 5.0 and 5.1 it is called by
 * caml_poll_gc_work; since 5.2 by caml_do_pending_actions_res, after all else
 * (runtime/signals.c). */
static void interrupt_externally(void) { call_back(); }

void __wrap_caml_garbage_collection(void) {
  __real_caml_garbage_collection();
  if (hook != WRAPPED_COLLECTION || !atomic_load(&requested))
    return;
  uintnat words = take_back_allocation(domain);
  call_back();
  make_allocation_again(domain, words);
  if ((uintnat)domain->young_ptr < atomic_load(&domain->young_limit))
    __real_caml_garbage_collection();
}

static void handle_signal(int signal, siginfo_t *info, void *context) {
  (void)signal;
  (void)info;
  if (!fixture_received(context))
    return;
  if (atomic_load(&inside)) {
    fixture_skipped();
    return;
  }
  if (atomic_exchange(&requested, 1))
    fixture_skipped();
  if (hook == EXTERNAL_INTERRUPT)
    atomic_store(&domain->requested_external_interrupt, 1);
  request_safepoint(domain);
}

value gc_tail_install(value where, value closure) {
  hook = (enum hook)Int_val(where);
  domain = Caml_state;
  preempt = closure;
  caml_register_generational_global_root(&preempt);
  caml_domain_external_interrupt_hook = interrupt_externally;
  struct sigaction action = {.sa_sigaction = handle_signal,
                             .sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGURG, &action, NULL) != 0)
    caml_failwith("sigaction");
  return Val_unit;
}

value gc_tail_allow(value unit) {
  atomic_store(&inside, 0);
  return unit;
}
