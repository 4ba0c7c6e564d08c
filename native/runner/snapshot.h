/* What is left of a trial, as JSON: the one place where the telemetry is decoded. */
#ifndef PREEMPT_LAB_SNAPSHOT_H
#define PREEMPT_LAB_SNAPSHOT_H

#include "../telemetry.h"
#include "watch.h"

struct trial_end {
  enum watch_end watch;
  int launch_error; /* errno, when it never started */
  int by_signal;    /* 1: `status` is the signal it died of; 0: its exit code */
  int status;
  uint64_t duration_ns;
  int output_fd;
};

/* The snapshot, to be released with free(); NULL when memory ran out. */
char *snapshot_encode(const struct telemetry *telemetry, const struct trial_end *end);

#endif
