#include "costs.h"
#include "native/experiment/samples.h"
#include "native/fixture/fixture.h"
#include "native/generator/generator.h"
#include "native/shared/clock.h"

enum { ROUNDS = 21, AT_ONCE = 64 };

static void return_at_once(struct generator *self, void *unused) {
  (void)self, (void)unused;
}

/* Makes and runs several generators at once, then gives their stacks back. */
static double generator_ns(struct stack_pool *pool) {
  struct generator *generators[AT_ONCE];
  uint64_t began = monotonic_ns();
  for (int i = 0; i < AT_ONCE; i++) {
    generators[i] = generator_new(pool, return_at_once, NULL);
    generator_resume(generators[i]);
  }
  double took = (double)(monotonic_ns() - began) / AT_ONCE;
  for (int i = 0; i < AT_ONCE; i++)
    generator_delete(generators[i]);
  return took;
}

void measure_stacks(void) {
  static struct samples fresh, pooled;
  static const struct stack_pool_options empty = {.ahead = 0};
  for (int round = 0; round < ROUNDS; round++) {
    struct stack_pool *pool = stack_pool_new(&empty);
    samples_add(&fresh, generator_ns(pool));
    samples_add(&pooled, generator_ns(pool));
    stack_pool_delete(pool);
  }
  fixture_measure("freshGenerator", "ns", samples_quantile(&fresh, 0.5));
  fixture_measure("pooledGenerator", "ns", samples_quantile(&pooled, 0.5));
}
