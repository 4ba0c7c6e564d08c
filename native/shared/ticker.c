#define _GNU_SOURCE
#include "ticker.h"

#include "clock.h"
#include "deadline.h"

/* SplitMix64: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators",
 * OOPSLA 2014. */
static uint64_t next_random(uint64_t *state) {
  uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

uint64_t ticker_deadline_ns(const struct ticker *ticker, uint64_t start_ns, uint64_t tick,
                            uint64_t *random) {
  double uniform = (double)(next_random(random) >> 11) * 0x1p-53;
  double shift = (2 * uniform - 1) * ticker->jitter * (double)ticker->period_ns;
  return start_ns + tick * ticker->period_ns + (uint64_t)(int64_t)shift;
}

int ticker_run(struct ticker *ticker) {
  deadline_prepare_thread();
  struct telemetry *telemetry = ticker->telemetry;
  uint64_t random = ticker->seed;
  uint64_t start = monotonic_ns();
  for (uint64_t tick = 1;; tick++) {
    uint64_t deadline = ticker_deadline_ns(ticker, start, tick, &random);
    /* A tick missed by a whole period is dropped: a burst to catch up would coalesce. */
    if (monotonic_ns() > deadline + ticker->period_ns)
      continue;
    deadline_wait(deadline, &ticker->stop);
    if (atomic_load(&ticker->stop))
      return 0;
    if (atomic_load(&telemetry->attempts) >= ticker->cap)
      return 0;
    uint64_t now = monotonic_ns();
    histogram_record(ticker->lateness, now > deadline ? now - deadline : 0);
    atomic_store(&telemetry->sent_at_ns, now);
    int error = ticker->send(ticker->context);
    if (error != 0)
      return error;
    atomic_fetch_add(&telemetry->sent, 1);
  }
}
