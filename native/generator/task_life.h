/* The stations of a task's life, for its worker. */
#ifndef PREEMPT_LAB_TASK_LIFE_H
#define PREEMPT_LAB_TASK_LIFE_H

#include "task.h"

/* NULL without memory. It is queued by whoever made it. */
struct task *task_new(task_poll *poll, void *argument,
                      const struct task_options *options);

/* Its poll begins, or an interrupted one goes on. */
void task_begin(struct task *task);

/* Its poll has ended pending: whether it was woken meanwhile and is to be queued. */
int task_is_woken_after_poll(struct task *task);

/* It is ready; the joiner may free it at once. */
void task_end(struct task *task);

#endif
