/* Tasks of a worker that want to be woken at a time. On its own thread only. */
#ifndef PREEMPT_LAB_ALARMS_H
#define PREEMPT_LAB_ALARMS_H

#include "worker.h"

/* Sets a task's only alarm, some time from now. */
void alarms_set(struct worker *worker, struct task *task, uint64_t ns);

/* Takes it back, if it is set. */
void alarms_cancel(struct worker *worker, struct task *task);

/* A task whose time has come, and whose alarm is off by now, or NULL. */
struct task *alarms_due(struct worker *worker);

/* The time until the next is due; NULL when there is none. */
const struct timespec *alarms_left(const struct worker *worker, struct timespec *left);

#endif
