/* The middle of a preempt: a task is left in the middle of its poll. */
#ifndef PREEMPT_LAB_CAPTURE_H
#define PREEMPT_LAB_CAPTURE_H

#include "worker.h"

/* Whether the running generator could be left now. */
int capture_is_possible(const struct worker *worker);

/* Leaves the running generator to the current task, and returns when the task is resumed.
 * To be called on the task's own stack. The task is not preemptible again until the
 * caller says so (worker_preemptible). */
void capture(enum pin_reason reason);

#endif
