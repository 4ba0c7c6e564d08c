#include "costs.h"
#include "native/fixture/fixture.h"
#include "native/generator/worker.h"
#include "native/experiment/samples.h"
#include "native/shared/clock.h"

enum { ROUNDS = 21, TURNS = 100000 };

/* Keeps the compiler from removing a loop that does nothing. */
static inline void turn(void) { __asm__ volatile("" : : : "memory"); }

static double empty_ns(void) {
  uint64_t began = monotonic_ns();
  for (int i = 0; i < TURNS; i++)
    turn();
  return (double)(monotonic_ns() - began) / TURNS;
}

static double checking_ns(struct worker *worker) {
  uint64_t began = monotonic_ns();
  for (int i = 0; i < TURNS; i++) {
    turn();
    if (worker_flag_is_set(worker))
      return 0;
  }
  return (double)(monotonic_ns() - began) / TURNS;
}

static double taking_ns(struct worker *worker) {
  uint64_t began = monotonic_ns();
  for (int i = 0; i < TURNS; i++) {
    turn();
    if (worker_flag_take(worker))
      return 0;
  }
  return (double)(monotonic_ns() - began) / TURNS;
}

void measure_flag(void) {
  static struct worker worker;
  static struct samples check, take;
  for (int round = 0; round < ROUNDS; round++) {
    double empty = empty_ns();
    samples_add(&check, checking_ns(&worker) - empty);
    samples_add(&take, taking_ns(&worker) - empty);
  }
  fixture_measure("flagCheck", "ns", samples_quantile(&check, 0.5));
  fixture_measure("flagSwap", "ns", samples_quantile(&take, 0.5));
}
