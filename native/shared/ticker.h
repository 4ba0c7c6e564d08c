/* Calls a function at a steady rate, with seeded jitter. One ticker serves the
 * runner and the sibling thread of a fixture, so that both keep time alike. */
#ifndef PREEMPT_LAB_TICKER_H
#define PREEMPT_LAB_TICKER_H

#include <stdatomic.h>
#include <stdint.h>
#include "../telemetry.h"

struct ticker {
  uint64_t period_ns;
  double jitter; /* each deadline moves by up to this share of a period, both ways */
  uint64_t seed; /* the same seed gives the same deadlines, relative to the start */
  uint64_t cap;  /* no further tick once the telemetry counts this many attempts */
  struct telemetry *telemetry;
  struct telemetry_histogram *lateness; /* from deadline to tick, in ns */
  atomic_int stop;

  /* Sends one signal. Gives 0, or an errno that ends the ticker (ESRCH: nobody left to
   * signal). */
  int (*send)(void *context);
  void *context;
};

/* Ticks until stopped, capped or refused; returns 0 or the errno that ended it. */
int ticker_run(struct ticker *ticker);

/* The deadline that follows `tick` ticks after `start_ns`; exposed for drivers that
 * arm a timer themselves. `random` is the generator's state, seeded with the seed. */
uint64_t ticker_deadline_ns(const struct ticker *ticker, uint64_t start_ns, uint64_t tick,
                            uint64_t *random);

#endif
