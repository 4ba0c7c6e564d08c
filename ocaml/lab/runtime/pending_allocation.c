#include "pending_allocation.h"

#include <caml/fiber.h>
#include <caml/frame_descriptors.h>

/* Where caml_call_gc was called from, as caml_garbage_collection finds it
 * (runtime/signals_nat.c): the saved frame pointer, if any, lies below the return
 * address (caml/stack.h, Pop_frame_pointer, 5.1.0; First_frame, 5.3.0 to 5.5.2). */
static uintnat interrupted_at(const struct stack_info *stack) {
#ifdef WITH_FRAME_POINTERS
  return (uintnat)stack->sp[1];
#else
  return (uintnat)stack->sp[0];
#endif
}

/* A frame descriptor of a call to the collector lists its live values, then how many
 * blocks are allocated together, then the length of each (caml/frame_descriptors.h,
 * runtime/signals_nat.c, caml_garbage_collection; OCaml 5.1.0, and 5.3.0 to 5.5.2). */
static uintnat pending_words(const caml_domain_state *domain) {
  uintnat pc = interrupted_at(domain->current_stack);
  frame_descr *frame = caml_find_frame_descr(caml_get_frame_descrs(), pc);
  const unsigned char *lengths = (unsigned char *)&frame->live_ofs[frame->num_live];
  int blocks = *lengths++;
  uintnat words = 0;
  for (int i = 0; i < blocks; i++)
    words += Whsize_wosize(Wosize_encoded_alloc_len(lengths[i]));
  return words;
}

uintnat take_back_allocation(caml_domain_state *domain) {
  uintnat words = pending_words(domain);
  domain->young_ptr += words;
  return words;
}

void make_allocation_again(caml_domain_state *domain, uintnat words) {
  domain->young_ptr -= words;
}
