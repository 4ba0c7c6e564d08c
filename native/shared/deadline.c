#define _GNU_SOURCE
#include "deadline.h"

#include <sys/prctl.h>
#include <time.h>

#include "clock.h"

/* Below this a sleep overshoots by about as much as it waits; spin instead. */
static const uint64_t SPIN_NS = 50000;
/* The longest sleep, so that a slow waiter soon notices that it is to stop. */
static const uint64_t LONGEST_SLEEP_NS = 20000000;

void deadline_prepare_thread(void) {
  /* The default slack of 50 us (prctl(2), PR_SET_TIMERSLACK) is half a period at 10 kHz.
   */
  prctl(PR_SET_TIMERSLACK, 1UL);
}

static void sleep_until(uint64_t wake_ns) {
  struct timespec at = {(time_t)(wake_ns / 1000000000), (long)(wake_ns % 1000000000)};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL);
}

void deadline_wait(uint64_t deadline_ns, const atomic_int *stop) {
  for (uint64_t now = monotonic_ns(); now < deadline_ns && !atomic_load(stop);
       now = monotonic_ns()) {
    uint64_t left = deadline_ns - now;
    if (left > LONGEST_SLEEP_NS)
      sleep_until(now + LONGEST_SLEEP_NS);
    else if (left > SPIN_NS)
      sleep_until(deadline_ns - SPIN_NS / 2);
    else
      __builtin_ia32_pause();
  }
}
