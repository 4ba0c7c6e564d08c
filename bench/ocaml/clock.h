/* Clocks and processors, for the C of the benchmarks. */
#ifndef BENCH_CLOCK_H
#define BENCH_CLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

int64_t bench_now_ns(clockid_t clock);
bool bench_pin(int index);

#endif
