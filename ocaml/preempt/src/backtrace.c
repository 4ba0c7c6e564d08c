/* The last exception of a fiber and the backtrace of it. OCaml keeps them per domain, and
   systhreads save and restore them for each thread (otherlibs/systhreads/st_stubs.c,
   save_runtime_state, 5.5); here they go with the fiber that is preempted, in a block of
   the heap, so that a continuation may go to another domain or be dropped. */

#include "preempt.h"

#include <caml/alloc.h>
#include <caml/backtrace.h>
#include <caml/backtrace_prim.h>
#include <caml/memory.h>

/* Fields of the block: the exception, then the slots of its backtrace. */
enum { EXCEPTION, FIRST_SLOT };

static void forget(caml_domain_state *domain) {
  domain->backtrace_pos = 0;
  caml_modify_generational_global_root(&domain->backtrace_last_exn, Val_unit);
}

/** Takes the last exception and its backtrace from a domain, which then has none. May
    collect: the pending allocation must have been undone.
    @return what preempt_put_backtrace takes; unit when there was no exception */
value preempt_take_backtrace(caml_domain_state *domain) {
  if (domain->backtrace_last_exn == Val_unit)
    return Val_unit;
  CAMLparam0();
  CAMLlocal1(saved);
  intnat slots = domain->backtrace_pos;
  saved = caml_alloc(FIRST_SLOT + slots, 0);
  Store_field(saved, EXCEPTION, domain->backtrace_last_exn);
  for (intnat i = 0; i < slots; i++)
    Field(saved, FIRST_SLOT + i) = Val_backtrace_slot(domain->backtrace_buffer[i]);
  forget(domain);
  CAMLreturn(saved);
}

/** Gives a domain the last exception and the backtrace that were taken from it or from
    another. Does not allocate in the heap; without memory for it there is no backtrace.
 */
void preempt_put_backtrace(caml_domain_state *domain, value saved) {
  if (saved == Val_unit) {
    if (domain->backtrace_last_exn != Val_unit)
      forget(domain);
    return;
  }
  domain->backtrace_pos = 0;
  caml_modify_generational_global_root(&domain->backtrace_last_exn,
                                       Field(saved, EXCEPTION));
  intnat slots = (intnat)Wosize_val(saved) - FIRST_SLOT;
  if (slots == 0 ||
      (domain->backtrace_buffer == NULL && caml_alloc_backtrace_buffer() != 0))
    return;
  for (intnat i = 0; i < slots; i++)
    domain->backtrace_buffer[i] = Backtrace_slot_val(Field(saved, FIRST_SLOT + i));
  domain->backtrace_pos = slots;
}

/* Primitives, for a scheduler whose tasks also give way by themselves. */

/** Whether there is nothing to take. */
value preempt_has_no_backtrace(value unit) {
  (void)unit;
  return Val_bool(Caml_state->backtrace_last_exn == Val_unit);
}

value preempt_take_backtrace_here(value unit) {
  (void)unit;
  return preempt_take_backtrace(Caml_state);
}

value preempt_put_backtrace_here(value saved) {
  preempt_put_backtrace(Caml_state, saved);
  return Val_unit;
}
