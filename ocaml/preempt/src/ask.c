/* Asking the tick handlers of the running fiber and its ancestors, the root-most first.
 */

#include "preempt.h"

#include <caml/alloc.h>
#include <caml/callback.h>
#include <caml/memory.h>

static value walking_closure = Val_unit;
static value always_closure = Val_unit;

/** @param walk asks a list of tick handlers in order
    @param always the tick handler that answers Preempt without being called */
value preempt_init_ask(value walk, value always) {
  walking_closure = walk;
  always_closure = always;
  caml_register_generational_global_root(&walking_closure);
  caml_register_generational_global_root(&always_closure);
  return Val_unit;
}

/* All of them are collected before any is called: a tick handler may move the stacks that
   the walk goes along, and allocation in C runs no OCaml code. */
static value tick_handlers(void) {
  CAMLparam0();
  CAMLlocal2(handlers, handler);
  handlers = Val_emptylist;
  for (struct stack_info *fiber = Caml_state->current_stack; fiber != NULL;
       fiber = Stack_parent(fiber)) {
    if (!preempt_fiber_is_preemptible(fiber))
      continue;
    handler = preempt_fiber_tick_handler(fiber);
    value cell = caml_alloc_small(2, Tag_cons);
    Field(cell, 0) = handler;
    Field(cell, 1) = handlers;
    handlers = cell;
  }
  CAMLreturn(handlers);
}

/** Asks until one answers Preempt. The pending allocation must have been undone; the
    stack may have moved afterwards.
    @param root the root-most preemptible fiber
    @return a bool, or the encoded exception that a tick handler raised */
value preempt_ask(struct stack_info *root) {
  if (preempt_fiber_tick_handler(root) == always_closure)
    return Val_true;
  return caml_callback_exn(walking_closure, tick_handlers());
}
