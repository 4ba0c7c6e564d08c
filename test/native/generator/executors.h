/* Executors for checks, and what is wanted of each. */
#ifndef PREEMPT_LAB_EXECUTORS_H
#define PREEMPT_LAB_EXECUTORS_H

#include "native/generator/executor.h"
#include "native/generator/insist.h"

enum { STACK = 64 << 10 };

static const struct executor_options plain = {.workers = 1,
                                              .stacks = {.stack_bytes = STACK}};

static inline struct executor *executor_of(struct executor_options options) {
  struct executor *executor = executor_new(&options);
  insist(executor != NULL, "there is no executor");
  return executor;
}

static inline void end(struct executor *executor) {
  executor_shutdown(executor);
  insist(executor_stacks(executor).in_use == 0, "a stack was not given back");
  executor_delete(executor);
}

static inline struct task *spawn(struct executor *executor, task_poll *poll,
                                 void *argument) {
  struct task *task = executor_spawn(executor, poll, argument, NULL);
  insist(task != NULL, "there is no task");
  return task;
}

#endif
