#include <xmmintrin.h>

#include "costs.h"
#include "native/fixture/fixture.h"
#include "native/generator/fcontext.h"
#include "native/generator/generator.h"
#include "native/experiment/samples.h"
#include "native/shared/clock.h"

enum { ROUNDS = 21, TURNS = 5000 };

static void jump_back(struct fcontext_transfer transfer) {
  for (;;)
    transfer = jump_fcontext(transfer.from, NULL);
}

static double bare_ns(fcontext_t *context) {
  uint64_t began = monotonic_ns();
  for (int turn = 0; turn < TURNS; turn++)
    *context = jump_fcontext(*context, NULL).from;
  return (double)(monotonic_ns() - began) / TURNS;
}

static void yield_for_ever(struct generator *self, void *unused) {
  (void)unused;
  for (;;)
    generator_yield(self);
}

static double generator_ns(struct generator *generator) {
  uint64_t began = monotonic_ns();
  for (int turn = 0; turn < TURNS; turn++)
    generator_resume(generator);
  return (double)(monotonic_ns() - began) / TURNS;
}

struct arms {
  struct samples bare, own, ratio;
};

/* The SSE status flags with which the loops begin matter: if they differ from those of
 * the other side, each switch changes them, which takes the processor far longer than all
 * the rest. */
static void take_round(struct arms *arms, unsigned status, fcontext_t *context,
                       struct generator *generator) {
  _MM_SET_EXCEPTION_STATE(status);
  double bare = bare_ns(context);
  _MM_SET_EXCEPTION_STATE(status);
  double own = generator_ns(generator);
  samples_add(&arms->bare, bare);
  samples_add(&arms->own, own);
  samples_add(&arms->ratio, own / bare);
}

void measure_switch(void) {
  static struct arms alike, unlike;
  struct stack_pool_options options = {.stack_bytes = 64 << 10, .ahead = 2};
  struct stack_pool *pool = stack_pool_new(&options);
  struct stack stack = stack_pool_take(pool);
  _MM_SET_EXCEPTION_STATE(0);
  fcontext_t context = make_fcontext(stack.low + stack.bytes, stack.bytes, jump_back);
  struct generator *generator = generator_new(pool, yield_for_ever, NULL);
  for (int round = 0; round < ROUNDS; round++) {
    take_round(&alike, 0, &context, generator);
    take_round(&unlike, _MM_EXCEPT_INEXACT, &context, generator);
  }
  fixture_measure("bareSwitch", "ns", samples_quantile(&alike.bare, 0.5));
  fixture_measure("resume", "ns", samples_quantile(&alike.own, 0.5));
  fixture_measure("switchRatio", "ratio", samples_quantile(&alike.ratio, 0.5));
  fixture_measure("resumeUnlike", "ns", samples_quantile(&unlike.own, 0.5));
  generator_delete(generator);
  stack_pool_give(pool, stack);
  stack_pool_delete(pool);
}
