/* The allocation that compiled OCaml was about to make when it entered the collector. */
#ifndef PREEMPT_LAB_PENDING_ALLOCATION_H
#define PREEMPT_LAB_PENDING_ALLOCATION_H

#define CAML_INTERNALS
#include <caml/mlvalues.h>
#include <caml/domain_state.h>

/* Compiled code allocates by lowering young_ptr, and calls the collector when that is
 * below young_limit. There, and on the way back, the words above young_ptr are the task's
 * but not written yet. Anything else that collects or allocates meanwhile must take the
 * allocation back first and make it again afterwards.
 *
 * For use inside caml_garbage_collection, which only caml_call_gc calls (runtime/amd64.S,
 * OCaml 5.0 to 5.5). */

/* Takes the allocation back; gives its size in words, headers included, or 0 at a mere
 * poll. */
uintnat take_back_allocation(caml_domain_state *domain);

/* Makes the allocation again, as compiled code does. young_ptr may come out below
 * young_limit; then the collector must be run once more. */
void make_allocation_again(caml_domain_state *domain, uintnat words);

#endif
