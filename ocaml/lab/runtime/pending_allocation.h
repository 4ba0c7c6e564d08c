/* The allocation that compiled OCaml was about to make when it entered the collector. */
#ifndef PREEMPT_LAB_PENDING_ALLOCATION_H
#define PREEMPT_LAB_PENDING_ALLOCATION_H

#define CAML_INTERNALS
#include <caml/mlvalues.h>
#include <caml/domain_state.h>

/* Compiled code allocates by lowering young_ptr, and calls the collector when that is
 * below young_limit: there, and on the way back, the words above young_ptr are the
 * task's but not written yet. Whoever lets anything else collect or allocate meanwhile
 * must take the allocation back first and make it again afterwards.
 *
 * For use inside caml_garbage_collection, which caml_call_gc alone calls
 * (runtime/amd64.S, OCaml 5.0 to 5.5). */

/* Takes the allocation back; gives its words, headers included, 0 at a mere poll. */
uintnat take_back_allocation(caml_domain_state *domain);

/* Makes the allocation again, as compiled code does: young_ptr may come out below
 * young_limit, and then the collector is to be run once more. */
void make_allocation_again(caml_domain_state *domain, uintnat words);

#endif
