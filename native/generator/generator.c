#include "generator.h"

#include <xmmintrin.h>

/* All exceptions masked, rounding to nearest: what a process starts with (System V ABI
 * for x86-64, 3.4.1). */
static const unsigned DEFAULT_MXCSR = 0x1f80;

static void enter(struct fcontext_transfer transfer) {
  struct generator *self = transfer.data;
  sanitizer_arrived(NULL, &self->resumer_low, &self->resumer_bytes);
  self->other = transfer.from;
  __asm__ volatile("fninit");
  _mm_setcsr(DEFAULT_MXCSR);
  self->body(self, self->argument);
  generator_leave(self, GENERATOR_FINISHED, NULL);
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

struct stack generator_stack(const struct generator *generator) {
  return generator->stack;
}

int generator_overflowed(const struct generator *generator, const void *address) {
  uintptr_t at = (uintptr_t)address, low = (uintptr_t)generator->stack.low;
  return at < low && at >= low - stack_pool_guard_bytes(generator->pool);
}
