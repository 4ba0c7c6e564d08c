/* Waits for a trial to end by itself, or decides that it must. */
#ifndef PREEMPT_LAB_WATCH_H
#define PREEMPT_LAB_WATCH_H

#include <pthread.h>
#include "runner.h"
#include "../shared/ticker.h"

/* Why the watching stopped. Whether a trial that exited did well is not decided here. */
enum watch_end {
  WATCH_GOES_ON, /* never returned by watch_trial() */
  WATCH_EXITED,
  WATCH_NEVER_RAN, /* no word from the fixture within startup_ns */
  WATCH_HUNG,      /* no verified piece for hang_ns, see stall.h */
  WATCH_WALL,      /* wall_ns passed; the fixture was asked to stop */
  WATCH_CANCELLED,
};

struct watch {
  const struct trial_request *request;
  struct telemetry *telemetry;
  int pidfd;
  int notify_fd; /* the fixture writes to it when its state changes */
  int cancel_fd;
  struct ticker ticker;
  pthread_t ticker_thread;
  int ticking;
  pid_t pid;
};

enum watch_end watch_trial(struct watch *watch);

/* Stops the signals; harmless if none are sent. No signal is sent afterwards. */
void watch_stop_ticker(struct watch *watch);

#endif
