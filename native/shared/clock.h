/* The clock by which everything in the lab is timed. */
#ifndef PREEMPT_LAB_CLOCK_H
#define PREEMPT_LAB_CLOCK_H

#include <stdint.h>
#include <time.h>

/* CLOCK_MONOTONIC, in ns. Safe in a signal handler. */
static inline uint64_t monotonic_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

#endif
