/* The two ends of a switch, for generator.h alone. They are inline because the switch
 * leaves a function other than by its return, so each return that follows is mispredicted
 * (Intel Optimization Reference Manual, 3.4.1.4: calls and returns in pairs). A function
 * of our own around the switch would add two such returns to each turn. */
#ifndef PREEMPT_LAB_GENERATOR_SWITCH_H
#define PREEMPT_LAB_GENERATOR_SWITCH_H

#include <stdalign.h>
#include <stdint.h>

#include "fcontext.h"
#include "insist.h"
#include "sanitizer.h"

struct generator {
  alignas(64) fcontext_t other; /* while it runs, its resumer; otherwise itself */
  enum generator_state state;
  generator_body *body;
  void *argument;
  struct stack_pool *pool;
  struct stack stack;
  const void *resumer_low; /* for the sanitizer only */
  size_t resumer_bytes;
};

static inline enum generator_state generator_state_of(const struct generator *generator) {
  return generator->state;
}

static inline void generator_resume(struct generator *generator) {
  insist(generator->state != GENERATOR_RUNNING, "a running generator is resumed");
  insist(generator->state != GENERATOR_FINISHED, "a finished generator is resumed");
  generator->state = GENERATOR_RUNNING;
  void *kept = NULL;
  sanitizer_leaving(&kept, generator->stack.low, generator->stack.bytes);
  struct fcontext_transfer back = jump_fcontext(generator->other, generator);
  sanitizer_arrived(kept, NULL, NULL);
  generator->other = back.from;
  generator->state = (enum generator_state)(uintptr_t)back.data;
}

/* The resumer sets the state: until the switch is done nobody may resume. */
static inline void generator_leave(struct generator *self, enum generator_state state,
                                   void **keep) {
  sanitizer_leaving(keep, self->resumer_low, self->resumer_bytes);
  self->other = jump_fcontext(self->other, (void *)(uintptr_t)state).from;
}

static inline void generator_yield(struct generator *generator) {
  insist(generator->state == GENERATOR_RUNNING, "a generator yields that does not run");
  void *kept = NULL;
  generator_leave(generator, GENERATOR_SUSPENDED, &kept);
  sanitizer_arrived(kept, &generator->resumer_low, &generator->resumer_bytes);
}

#endif
