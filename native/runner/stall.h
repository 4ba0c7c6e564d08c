/* How long a trial has verified nothing although it could have run. */
#ifndef PREEMPT_LAB_STALL_H
#define PREEMPT_LAB_STALL_H

#include <stdint.h>
#include <sys/types.h>

enum { STALL_THREADS = 64 };

struct stall_thread {
  pid_t tid;
  int runnable;       /* running, or waiting for a processor */
  uint64_t ran_ns;    /* since it started */
  uint64_t waited_ns; /* for a processor; each wait is counted when it is over */
};

/* Starts as {.pid = ..., .looked_at_ns = now}. Threads beyond STALL_THREADS are
 * ignored. */
struct stall {
  pid_t pid;
  uint64_t looked_at_ns;
  uint64_t pieces;
  uint64_t stalled_ns;
  struct stall_thread threads[STALL_THREADS];
  int thread_count;
};

/* To be called every few milliseconds. Takes the number of pieces verified so far and
 * gives the time since the last one, less the waiting time of the thread that waited
 * longest for a processor. So a machine with other work to do does not make a trial
 * hang. */
uint64_t stall_look(struct stall *stall, uint64_t now_ns, uint64_t pieces);

#endif
