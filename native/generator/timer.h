/* The thread that interrupts workers whose task has had its quantum. */
#ifndef PREEMPT_LAB_TIMER_H
#define PREEMPT_LAB_TIMER_H

#include <pthread.h>
#include <stdatomic.h>

#include "news.h"

struct executor;

struct timer {
  pthread_t thread;
  struct turn_watch *watches; /* one for each worker; NULL: there is no timer */
  atomic_int stop;
  struct news news; /* a worker wakes, or the timer is to stop */
  atomic_int parked;
};

/* 0 or an errno. Its workers need not have started. */
int timer_start(struct executor *executor);

/* No signal is sent after it returns. */
void timer_stop(struct executor *executor);

/* A worker has something to do again. */
void timer_notify(struct executor *executor);

#endif
