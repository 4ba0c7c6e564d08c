/* What makes a fiber preemptible. There is no registry: the fiber's own value handler is
   a closure made by Preempt_effect.mark, known by its code pointer, whose environment
   holds the record with the tick handler. The collector keeps it, it moves with the fiber
   when its stack grows or it resumes on another domain, and Shallow.continue_with
   replaces it, as it should. */

#include "preempt.h"

#include <caml/fail.h>
#include <caml/memory.h>

/* Fields of Preempt_effect.ticked. */
enum { TICK_HANDLER = 1, MASKS = 2 };

static code_t marked_code;

/* The value handler of a fiber that Effect.Shallow.fiber has not made yet. */
static code_t starting_code;

static value record_of(value closure) {
  return Field(closure, Start_env_closinfo(Closinfo_val(closure)));
}

/** Learns the code pointers of both kinds of value handlers.
    @param marked a marked closure, @param record its record
    @param fresh a continuation just made by Effect.Shallow.fiber
    @raise Failure when this compiler lays the closure out in another way */
value preempt_init_fiber(value marked, value record, value fresh) {
  if (Start_env_closinfo(Closinfo_val(marked)) >= Wosize_val(marked) ||
      record_of(marked) != record)
    caml_failwith("preempt: this OCaml compiles closures in an unknown way");
  marked_code = Code_val(marked);
  struct stack_info *fiber = Ptr_val(Field(fresh, 0));
  starting_code = Code_val(Stack_handle_value(fiber));
  return Val_unit;
}

/** Whether a fiber has a tick handler. */
bool preempt_fiber_is_preemptible(struct stack_info *fiber) {
  value handler = Stack_handle_value(fiber);
  return Is_block(handler) && Code_val(handler) == marked_code;
}

/* Whether Effect.Shallow.fiber is at work in a fiber: it runs it up to an effect of its
   own and takes any other for impossible (stdlib/effect.ml, Shallow.fiber). */
static bool is_starting(struct stack_info *fiber) {
  value handler = Stack_handle_value(fiber);
  return Is_block(handler) && Code_val(handler) == starting_code;
}

/** A preemptible fiber's tick handler: unit -> tick_outcome. */
value preempt_fiber_tick_handler(struct stack_info *fiber) {
  return Field(record_of(Stack_handle_value(fiber)), TICK_HANDLER);
}

/* A preemptible fiber's count of masks it is in: int ref. */
static value masks_of(struct stack_info *fiber) {
  return Field(record_of(Stack_handle_value(fiber)), MASKS);
}

/** What can be preempted in a fiber. When C calls OCaml the runtime hides the fibers
   below (runtime/callback.c, alloc_and_clear_stack_parent): the chain ends in a fiber,
   which has a value handler, and not in the stack of a thread, which has none.
    @param chain becomes what there is up to the root-most preemptible fiber */
enum preempt_view preempt_look(struct stack_info *innermost,
                               struct preempt_chain *chain) {
  struct stack_info *outermost, *fiber = innermost;
  int64_t fibers = 0;
  *chain = (struct preempt_chain){NULL, 0};
  if (is_starting(innermost))
    return STARTING;
  do {
    fibers++;
    if (preempt_fiber_is_preemptible(fiber)) {
      if (Field(masks_of(fiber), 0) != Val_long(0))
        return MASKED;
      *chain = (struct preempt_chain){fiber, fibers};
    }
    outermost = fiber;
    fiber = Stack_parent(fiber);
  } while (fiber != NULL);
  bool ends_in_fiber = Is_block(Stack_handle_value(outermost));
  if (ends_in_fiber && (outermost == innermost || chain->root == NULL))
    return UNDER_C;
  return chain->root == NULL ? NOTHING : PREEMPTIBLE;
}

/** The counter of masks of the innermost preemptible fiber, or unit if there is none. */
value preempt_innermost_masks(value unit) {
  for (struct stack_info *fiber = Caml_state->current_stack; fiber != NULL;
       fiber = Stack_parent(fiber))
    if (preempt_fiber_is_preemptible(fiber))
      return masks_of(fiber);
  return unit;
}

/** The counter of masks of the fiber a continuation was made from, or unit. Its last
    fiber carries the handler that Shallow.continue_with replaces
    (runtime/fiber.c, caml_continuation_use_and_update_handler_noexc). */
value preempt_continuation_masks(value continuation) {
  value bits = Field(continuation, 0);
  struct stack_info *fiber = bits == Val_unit ? NULL : Ptr_val(bits);
  if (fiber == NULL)
    return Val_unit;
  while (Stack_parent(fiber) != NULL)
    fiber = Stack_parent(fiber);
  return preempt_fiber_is_preemptible(fiber) ? masks_of(fiber) : Val_unit;
}
