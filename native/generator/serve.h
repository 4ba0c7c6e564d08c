/* Gives a task its turn. */
#ifndef PREEMPT_LAB_SERVE_H
#define PREEMPT_LAB_SERVE_H

#include "worker.h"

/* Polls a task, or goes on with its interrupted poll, and then puts it where it belongs.
 * `self` is the generator that the caller runs on. It may be the task's when this
 * returns, and must not serve any other task if it is no longer the worker's loop. */
void serve(struct generator *self, struct worker *worker, struct task *task);

/* Queues the current task, which took the worker's generator in the middle of its poll.
 */
void serve_later(struct worker *worker);

#endif
