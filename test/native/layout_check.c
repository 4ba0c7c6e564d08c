/* Checks what the telemetry and the ticker promise, and prints the ticker's deadlines. */
#define _GNU_SOURCE
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#include "native/shared/ticker.h"

static void check_histogram(void) {
  uint32_t previous = 0;
  for (uint64_t value = 0; value < UINT64_C(1) << HISTOGRAM_VALUE_BITS;
       value += 1 + value / 100) {
    uint32_t bucket = histogram_bucket(value);
    assert(bucket < HISTOGRAM_BUCKETS);
    assert(bucket >= previous);
    previous = bucket;
    uint64_t floor = histogram_floor(bucket);
    assert(floor <= value);
    assert(bucket == HISTOGRAM_BUCKETS - 1 || histogram_floor(bucket + 1) > value);
    assert(value - floor <= value / HISTOGRAM_STEPS);
  }
  assert(histogram_bucket(UINT64_MAX) == HISTOGRAM_BUCKETS - 1);
  assert(histogram_floor(HISTOGRAM_BUCKETS) == UINT64_C(1) << HISTOGRAM_VALUE_BITS);
}

static void print_deadlines(uint64_t seed) {
  struct ticker ticker = {.period_ns = 100000, .jitter = 0.25, .seed = seed};
  uint64_t random = seed;
  for (uint64_t tick = 1; tick <= 1000; tick++) {
    uint64_t deadline = ticker_deadline_ns(&ticker, 1000000, tick, &random);
    uint64_t middle = 1000000 + tick * ticker.period_ns;
    assert(deadline >= middle - 25000 && deadline <= middle + 25000);
    printf("%" PRIu64 "\n", deadline);
  }
}

int main(void) {
  check_histogram();
  print_deadlines(1);
  print_deadlines(1);
  print_deadlines(2);
  return 0;
}
