/* Tasks that never end their poll before the trial is over. */
#ifndef PREEMPT_LAB_LONG_TASK_H
#define PREEMPT_LAB_LONG_TASK_H

#include "native/experiment/load.h"
#include "native/generator/task.h"

/* In the order of the knob's values. */
enum long_kind {
  LONG_COMPUTES,
  LONG_YIELDS,     /* at a point of its own choice, after each piece of its work */
  LONG_OPTED_OUT,  /* the task has opted out of preemption */
  LONG_IN_SECTION, /* works for some milliseconds at a time in which it is not preempted
                    */
};

struct long_task {
  enum long_kind kind;
  const struct load *load;
  uint64_t seed;
  uint64_t expected;
  const atomic_int *over;
  uint64_t rounds; /* pieces of work that are done */
};

/* A task_poll; its argument is a struct long_task. */
enum poll long_task_poll(struct task *self, void *argument);

#endif
