/* Clocks and processors for the benchmarks of the library preempt. */
#define _GNU_SOURCE
#include "clock.h"

#include <caml/mlvalues.h>
#include <sched.h>

int64_t bench_now_ns(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

value bench_wall_ns(value unit) {
  (void)unit;
  return Val_long(bench_now_ns(CLOCK_MONOTONIC));
}

value bench_thread_cpu_ns(value unit) {
  (void)unit;
  return Val_long(bench_now_ns(CLOCK_THREAD_CPUTIME_ID));
}

value bench_process_cpu_ns(value unit) {
  (void)unit;
  return Val_long(bench_now_ns(CLOCK_PROCESS_CPUTIME_ID));
}

/* What the process was allowed before it pinned anything. */
static cpu_set_t allowed;

static bool learn_allowed(void) {
  return CPU_COUNT(&allowed) > 0 || sched_getaffinity(0, sizeof allowed, &allowed) == 0;
}

/** Ties the calling thread, and those that it starts from now on, to one processor.
    @param index counts the processors that the process may use
    @return whether there are so many */
bool bench_pin(int index) {
  if (!learn_allowed())
    return false;
  for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
    if (!CPU_ISSET(cpu, &allowed) || index-- > 0)
      continue;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    return sched_setaffinity(0, sizeof one, &one) == 0;
  }
  return false;
}

value bench_pin_to(value index) { return Val_bool(bench_pin(Int_val(index))); }
