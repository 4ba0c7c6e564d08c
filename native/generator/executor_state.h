/* An executor, as its workers see it. */
#ifndef PREEMPT_LAB_EXECUTOR_STATE_H
#define PREEMPT_LAB_EXECUTOR_STATE_H

#include <stdatomic.h>

#include "timer.h"
#include "worker.h"

struct executor {
  struct executor_options options;
  struct stack_pool *stacks;
  atomic_uint tasks; /* tasks that have not ended */
  atomic_int shuts_down;
  struct worker *workers;
  struct shared_quantum quantum;
  struct timer timer;
};

/* Whether there is nothing left to do and never will be. */
static inline int executor_is_done(struct executor *executor) {
  return atomic_load(&executor->shuts_down) && atomic_load(&executor->tasks) == 0;
}

/* Wakes every worker that sleeps. */
void executor_notify_all(struct executor *executor);

/* A task has ended. Wakes the workers if it was the last one. */
void executor_task_ended(struct executor *executor);

#endif
