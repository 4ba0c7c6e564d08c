/* A worker's tasks that are to be woken at a time. For the worker's own thread only. */
#ifndef PREEMPT_LAB_ALARMS_H
#define PREEMPT_LAB_ALARMS_H

#include "worker.h"

/* Sets a task's only alarm, some time from now. */
void alarms_set(struct worker *worker, struct task *task, uint64_t ns);

/* Cancels it if it is set. */
void alarms_cancel(struct worker *worker, struct task *task);

/* A task whose time has come and whose alarm has been cleared, or NULL. */
struct task *alarms_due(struct worker *worker);

/* The time until the next alarm is due; NULL when there is none. */
const struct timespec *alarms_left(const struct worker *worker, struct timespec *left);

#endif
