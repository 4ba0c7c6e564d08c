#define _GNU_SOURCE
#include "ticker.h"

#include <sys/prctl.h>
#include <time.h>

/* Below this a sleep overshoots by about as much as it waits; spin instead. */
static const uint64_t SPIN_NS = 50000;
/* The longest sleep, so that a slow ticker still notices soon that it is to stop. */
static const uint64_t LONGEST_SLEEP_NS = 20000000;

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

static void sleep_until(uint64_t wake_ns) {
  struct timespec at = {(time_t)(wake_ns / 1000000000), (long)(wake_ns % 1000000000)};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL);
}

static void wait_until(uint64_t deadline_ns, const atomic_int *stop) {
  for (uint64_t now = telemetry_now_ns(); now < deadline_ns && !atomic_load(stop);
       now = telemetry_now_ns()) {
    uint64_t left = deadline_ns - now;
    if (left > LONGEST_SLEEP_NS)
      sleep_until(now + LONGEST_SLEEP_NS);
    else if (left > SPIN_NS)
      sleep_until(deadline_ns - SPIN_NS / 2);
    else
      __builtin_ia32_pause();
  }
}

int ticker_run(struct ticker *ticker) {
  /* The default slack of 50 us (prctl(2), PR_SET_TIMERSLACK) is half a period at 10 kHz.
   */
  prctl(PR_SET_TIMERSLACK, 1UL);
  struct telemetry *telemetry = ticker->telemetry;
  uint64_t random = ticker->seed;
  uint64_t start = telemetry_now_ns();
  for (uint64_t tick = 1;; tick++) {
    uint64_t deadline = ticker_deadline_ns(ticker, start, tick, &random);
    /* A tick missed by a whole period is dropped: a burst to catch up would coalesce. */
    if (telemetry_now_ns() > deadline + ticker->period_ns)
      continue;
    wait_until(deadline, &ticker->stop);
    if (atomic_load(&ticker->stop))
      return 0;
    if (atomic_load(&telemetry->attempts) >= ticker->cap)
      return 0;
    uint64_t now = telemetry_now_ns();
    histogram_record(ticker->lateness, now > deadline ? now - deadline : 0);
    atomic_store(&telemetry->sent_at_ns, now);
    int error = ticker->send(ticker->context);
    if (error != 0)
      return error;
    atomic_fetch_add(&telemetry->sent, 1);
  }
}
