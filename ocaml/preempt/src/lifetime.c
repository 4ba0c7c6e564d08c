/* What happens when the program starts and when a domain ends. */

#include "preempt.h"

#include <caml/fail.h>
#include <caml/misc.h>

/* ThreadSanitizer's, and so of any program that it watches. */
extern void __tsan_func_entry(void *return_address) __attribute__((weak));

static caml_timing_hook next_terminated_hook;

/* Runs on the thread of the domain, after its last OCaml code
   (runtime/domain.c, domain_terminate). */
static void retire(void) {
  if (preempt_unregister(Caml_state))
    preempt_ticker_forget(preempt_identity_of(Caml_state));
  preempt_free_cached_stacks(Caml_state);
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
  preempt_threads_survive_forks();
  return unit;
}
