/* Tasks that sleep, and have a little work to do when they wake up. */
#ifndef PREEMPT_LAB_SHORT_TASK_H
#define PREEMPT_LAB_SHORT_TASK_H

#include "native/generator/task.h"

/* Each task is due at every multiple of this, all of them at once. */
enum { SHORT_PERIOD_NS = 2000000 };

struct short_task {
  const atomic_int *over;
  /* Called with how long the task had to wait for its turn, in ns; due_ns says for which
   * of its due times. */
  void (*served)(struct short_task *task, uint64_t delay_ns);
  uint64_t due_ns; /* initially the time at which it was made */
};

/* A task_poll; its argument is a struct short_task. */
enum poll short_task_poll(struct task *self, void *argument);

#endif
