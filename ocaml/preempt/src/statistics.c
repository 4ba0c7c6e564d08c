/* What was asked, served and refused, over all domains that ever ran. */

#include "preempt.h"

#include <caml/alloc.h>
#include <caml/memory.h>
#include <time.h>

/* A latency of n ns is counted in bucket n below 32; above, each power of two has 16
   buckets, so that a bucket is never wider than a sixteenth of what it counts. */
enum { EXACT = 32, PER_DOUBLING = 16, BUCKETS = EXACT + PER_DOUBLING * 58 };

static _Atomic bool records_latency;
static _Atomic uint64_t latencies[BUCKETS];

/* Return addresses of the safepoints preempted, open addressing, never removed. */
#define SAFEPOINTS (1 << 16)
static _Atomic bool records_safepoints;
static _Atomic uintnat safepoints[SAFEPOINTS];
static _Atomic uint64_t distinct_safepoints;

/** CLOCK_MONOTONIC in nanoseconds. */
int64_t preempt_now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

/** The time if latencies are recorded, else 0. */
int64_t preempt_stamp_ns(void) {
  return atomic_load_explicit(&records_latency, memory_order_relaxed) ? preempt_now_ns()
                                                                      : 0;
}

/** Counts in a counter that only the calling thread writes. */
void preempt_count(_Atomic uint64_t *counter) {
  uint64_t count = atomic_load_explicit(counter, memory_order_relaxed);
  atomic_store_explicit(counter, count + 1, memory_order_relaxed);
}

static int bucket_of(uint64_t ns) {
  if (ns < EXACT)
    return (int)ns;
  int doubling = 63 - __builtin_clzll(ns); /* at least 5 */
  int step = (int)(ns >> (doubling - 4)) - PER_DOUBLING;
  return EXACT + (doubling - 5) * PER_DOUBLING + step;
}

static uint64_t lower_bound_ns(int bucket) {
  if (bucket < EXACT)
    return (uint64_t)bucket;
  int doubling = 5 + (bucket - EXACT) / PER_DOUBLING;
  uint64_t step = (uint64_t)((bucket - EXACT) % PER_DOUBLING + PER_DOUBLING);
  return step << (doubling - 4);
}

static void record_latency(struct preempt_control *control) {
  int64_t since_ns = atomic_exchange(&control->requested_at_ns, 0);
  if (since_ns == 0)
    return;
  int64_t ns = preempt_now_ns() - since_ns;
  atomic_fetch_add_explicit(&latencies[bucket_of(ns < 0 ? 0 : (uint64_t)ns)], 1,
                            memory_order_relaxed);
}

static void record_safepoint(uintnat return_address) {
  size_t at = (size_t)(return_address * UINT64_C(0x9e3779b97f4a7c15) >> 48);
  for (int probes = 0; probes < SAFEPOINTS; probes++, at = (at + 1) % SAFEPOINTS) {
    uintnat there = atomic_load_explicit(&safepoints[at], memory_order_relaxed);
    if (there == return_address)
      return;
    if (there != 0)
      continue;
    if (atomic_compare_exchange_strong(&safepoints[at], &there, return_address))
      atomic_fetch_add(&distinct_safepoints, 1);
    if (there == 0 || there == return_address)
      return;
  }
}

/** Counts a preemption. */
void preempt_served(struct preempt_control *control, struct preempt_safepoint safepoint) {
  bool at_poll = safepoint.allocation_bytes == 0;
  preempt_count(at_poll ? &control->counts.at_polls : &control->counts.at_allocations);
  if (atomic_load_explicit(&control->requested_at_ns, memory_order_relaxed) != 0)
    record_latency(control);
  if (atomic_load_explicit(&records_safepoints, memory_order_relaxed))
    record_safepoint(safepoint.return_address);
}

/* Primitives. */

value preempt_record_latencies(value on) {
  atomic_store(&records_latency, Bool_val(on));
  return Val_unit;
}

value preempt_record_safepoints(value on) {
  atomic_store(&records_safepoints, Bool_val(on));
  return Val_unit;
}

/** The counters summed over domains, in the order of struct preempt_counts, then the
   number of distinct safepoints: an int array. */
value preempt_read_counts(value unit) {
  (void)unit;
  enum { COUNTERS = sizeof(struct preempt_counts) / sizeof(uint64_t) };
  uint64_t sums[COUNTERS] = {0};
  struct preempt_control *control;
  for (int slot = 0; (control = preempt_control_in(slot)) != NULL; slot++) {
    _Atomic uint64_t *counters = (_Atomic uint64_t *)&control->counts;
    for (int i = 0; i < COUNTERS; i++)
      sums[i] += atomic_load(&counters[i]);
  }
  value array = caml_alloc_tuple(COUNTERS + 1);
  for (int i = 0; i < COUNTERS; i++)
    Field(array, i) = Val_long(sums[i]);
  Field(array, COUNTERS) = Val_long(atomic_load(&distinct_safepoints));
  return array;
}

/** The latencies recorded: (lower bound in ns, count) of each bucket that counted any,
   the smallest last. */
value preempt_read_latencies(value unit) {
  CAMLparam1(unit);
  CAMLlocal2(list, pair);
  list = Val_emptylist;
  for (int bucket = 0; bucket < BUCKETS; bucket++) {
    uint64_t count = atomic_load(&latencies[bucket]);
    if (count == 0)
      continue;
    pair = caml_alloc_small(2, 0);
    Field(pair, 0) = Val_long(lower_bound_ns(bucket));
    Field(pair, 1) = Val_long(count);
    value cell = caml_alloc_small(2, Tag_cons);
    Field(cell, 0) = pair;
    Field(cell, 1) = list;
    list = cell;
  }
  CAMLreturn(list);
}
