/* The thread that interrupts workers whose task has used up its quantum. */
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
  struct news news; /* a worker has woken, or the timer is to stop */
  atomic_int parked;
};

/* Gives 0 or an errno. The workers need not have started. */
int timer_start(struct executor *executor);

/* No signal is sent after this returns. */
void timer_stop(struct executor *executor);

/* Tells the timer that a worker has something to do again. */
void timer_notify(struct executor *executor);

#endif
