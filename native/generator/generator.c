#include "generator.h"

#include <stdalign.h>
#include <stdint.h>
#include <unistd.h>
#include <xmmintrin.h>

#include "fcontext.h"
#include "insist.h"
#include "sanitizer.h"

/* All exceptions masked, rounding to nearest: what a process starts with (System V ABI
 * for x86-64, 3.4.1). */
static const unsigned DEFAULT_MXCSR = 0x1f80;

struct generator {
  alignas(64) fcontext_t other; /* while it runs its resumer, else itself */
  enum generator_state state;
  generator_body *body;
  void *argument;
  struct stack_pool *pool;
  struct stack stack;
  const void *resumer_low; /* for the sanitizer alone */
  size_t resumer_bytes;
};

/* The state is for the resumer to write: until the switch is done nobody may resume. */
static void leave(struct generator *self, enum generator_state state, void **keep) {
  sanitizer_leaving(keep, self->resumer_low, self->resumer_bytes);
  self->other = jump_fcontext(self->other, (void *)(uintptr_t)state).from;
}

static void enter(struct fcontext_transfer transfer) {
  struct generator *self = transfer.data;
  sanitizer_arrived(NULL, &self->resumer_low, &self->resumer_bytes);
  self->other = transfer.from;
  __asm__ volatile("fninit");
  _mm_setcsr(DEFAULT_MXCSR);
  self->body(self, self->argument);
  leave(self, GENERATOR_FINISHED, NULL);
}

struct generator *generator_new(struct stack_pool *pool, generator_body *body,
                                void *argument) {
  struct stack stack = stack_pool_take(pool);
  if (stack.low == NULL)
    return NULL;
  struct generator *generator = (struct generator *)(stack.low + stack.bytes) - 1;
  *generator = (struct generator){
      .other = make_fcontext(generator, stack.bytes - sizeof *generator, enter),
      .state = GENERATOR_NEW,
      .body = body,
      .argument = argument,
      .pool = pool,
      .stack = stack,
  };
  return generator;
}

void generator_delete(struct generator *generator) {
  insist(generator->state != GENERATOR_RUNNING, "a running generator is deleted");
  stack_pool_give(generator->pool, generator->stack);
}

enum generator_state generator_state_of(const struct generator *generator) {
  return generator->state;
}

void generator_resume(struct generator *generator) {
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

void generator_yield(struct generator *generator) {
  insist(generator->state == GENERATOR_RUNNING, "a generator yields that does not run");
  void *kept = NULL;
  leave(generator, GENERATOR_SUSPENDED, &kept);
  sanitizer_arrived(kept, &generator->resumer_low, &generator->resumer_bytes);
}

struct stack generator_stack(const struct generator *generator) {
  return generator->stack;
}

int generator_overflowed(const struct generator *generator, const void *address) {
  uintptr_t at = (uintptr_t)address, low = (uintptr_t)generator->stack.low;
  return at < low && at >= low - (uintptr_t)sysconf(_SC_PAGESIZE);
}
