/* The block of shared memory that only a fixture and the runner know.
 *
 * The runner creates it (a memfd), fills in the header and hands it to the fixture; the
 * fixture writes what happens to it. The block outlives a crash of the fixture, so that a
 * trial that died still yields its counts. Only this file knows the layout: whatever
 * leaves the runner has been decoded.
 *
 * Everything that a signal handler touches is lock-free. Times are CLOCK_MONOTONIC, in
 * ns. */
#ifndef PREEMPT_LAB_TELEMETRY_H
#define PREEMPT_LAB_TELEMETRY_H

#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

#define TELEMETRY_MAGIC UINT64_C(0x62616c2d706d6572) /* "remp-lab", little endian */
#define TELEMETRY_ABI 1

/* Environment variables that carry the inherited descriptors. */
#define TELEMETRY_FD_VARIABLE "PREEMPT_LAB_TELEMETRY_FD"
#define NOTIFY_FD_VARIABLE "PREEMPT_LAB_NOTIFY_FD"

/* How far the fixture has come. All values from TELEMETRY_REACHED_CAP on are ends that
 * the fixture itself declares, with its signal blocked beforehand. */
enum telemetry_state {
  TELEMETRY_STARTING,
  TELEMETRY_RUNNING,
  TELEMETRY_REACHED_CAP,
  TELEMETRY_FINISHED,
  TELEMETRY_UNHANDLED,
  TELEMETRY_WRONG_RESULT,
  TELEMETRY_STACK_OVERFLOW,
  TELEMETRY_FATAL_ERROR,
};

enum {
  TELEMETRY_RING = 64,
  TELEMETRY_NAME = 32,
  TELEMETRY_UNIT = 16,
  TELEMETRY_MESSAGE = 512,
  TELEMETRY_VALUES = 24,
  TELEMETRY_HISTOGRAMS = 8,
};

/* Histograms are log-linear, as HdrHistogram's: 32 steps per power of two, so that a
 * bucket is at most 1/32 (3.1 %) of its value wide. 2^40 ns is 18 minutes. */
enum {
  HISTOGRAM_STEP_BITS = 5,
  HISTOGRAM_STEPS = 1 << HISTOGRAM_STEP_BITS,
  HISTOGRAM_VALUE_BITS = 40,
  HISTOGRAM_BUCKETS = (HISTOGRAM_VALUE_BITS - HISTOGRAM_STEP_BITS + 1) * HISTOGRAM_STEPS,
};

struct telemetry_histogram {
  char name[TELEMETRY_NAME];
  char unit[TELEMETRY_UNIT];
  _Atomic uint64_t sum;
  _Atomic uint64_t largest;
  _Atomic uint64_t buckets[HISTOGRAM_BUCKETS];
};

struct telemetry_value {
  char name[TELEMETRY_NAME];
  char unit[TELEMETRY_UNIT];
  double value;
};

struct telemetry_interruption {
  uint64_t pc;
  uint64_t sp;
};

struct telemetry {
  /* Written by the runner before the fixture starts. */
  uint64_t magic;
  uint32_t abi;
  uint32_t size;

  /* Written by the runner while the fixture runs. */
  _Atomic uint32_t stop_requested;
  _Atomic uint64_t sent_at_ns; /* when the latest signal was sent */
  _Atomic uint64_t sent;       /* signals sent, by whichever ticker drives the trial */

  /* Who is to be signalled, and where it lives. */
  _Atomic int32_t pid;
  _Atomic int32_t tid;
  uint64_t load_base;
  uint64_t stack_low;
  uint64_t stack_high;

  _Atomic uint32_t state; /* enum telemetry_state */

  /* received: handler entries on the target thread. attempts: entries that tried to
   * preempt. skipped: entries that were filtered out. caught: effects that reached the
   * scheduler. completed: continuations resumed whose interrupted code ran on. */
  _Atomic uint64_t received;
  _Atomic uint64_t attempts;
  _Atomic uint64_t skipped;
  _Atomic uint64_t caught;
  _Atomic uint64_t completed;
  _Atomic uint64_t verified_pieces;
  _Atomic uint64_t last_verified_attempt;

  /* What the latest signals interrupted; entry i is at i modulo TELEMETRY_RING. */
  _Atomic uint64_t interruptions;
  struct telemetry_interruption ring[TELEMETRY_RING];

  /* The synchronous fault that ended the fixture, if one was seen (signal not 0). */
  _Atomic uint32_t fault_signal;
  uint64_t fault_address;
  uint64_t fault_pc;
  uint64_t fault_sp;

  char message[TELEMETRY_MESSAGE];

  _Atomic uint32_t values_used;
  struct telemetry_value values[TELEMETRY_VALUES];
  _Atomic uint32_t histograms_used;
  struct telemetry_histogram histograms[TELEMETRY_HISTOGRAMS];
};

static inline int telemetry_has_ended(uint32_t state) {
  return state >= TELEMETRY_REACHED_CAP;
}

static inline uint32_t histogram_bucket(uint64_t value) {
  if (value >= UINT64_C(1) << HISTOGRAM_VALUE_BITS)
    return HISTOGRAM_BUCKETS - 1;
  if (value < HISTOGRAM_STEPS)
    return (uint32_t)value;
  uint32_t exponent = 63u - (uint32_t)__builtin_clzll(value) - HISTOGRAM_STEP_BITS;
  return exponent * HISTOGRAM_STEPS + (uint32_t)(value >> exponent);
}

/* The smallest value in the bucket. */
static inline uint64_t histogram_floor(uint32_t bucket) {
  if (bucket < 2 * HISTOGRAM_STEPS)
    return bucket;
  uint32_t exponent = bucket / HISTOGRAM_STEPS - 1;
  return (uint64_t)(bucket - exponent * HISTOGRAM_STEPS) << exponent;
}

/* Safe in a signal handler. */
static inline void histogram_record(struct telemetry_histogram *histogram,
                                    uint64_t value) {
  if (histogram == NULL)
    return;
  atomic_fetch_add_explicit(&histogram->buckets[histogram_bucket(value)], 1,
                            memory_order_relaxed);
  atomic_fetch_add_explicit(&histogram->sum, value, memory_order_relaxed);
  uint64_t largest = atomic_load_explicit(&histogram->largest, memory_order_relaxed);
  while (value > largest &&
         !atomic_compare_exchange_weak(&histogram->largest, &largest, value)) {
  }
}

/* Claims a histogram; NULL when all are taken. Call it before the signals start. */
static inline struct telemetry_histogram *
telemetry_histogram(struct telemetry *telemetry, const char *name, const char *unit) {
  uint32_t slot = atomic_fetch_add(&telemetry->histograms_used, 1);
  if (slot >= TELEMETRY_HISTOGRAMS)
    return NULL;
  struct telemetry_histogram *histogram = &telemetry->histograms[slot];
  strncpy(histogram->name, name, TELEMETRY_NAME - 1);
  strncpy(histogram->unit, unit, TELEMETRY_UNIT - 1);
  return histogram;
}

#endif
