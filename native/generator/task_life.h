/* The stations of a task's life, for its worker. */
#ifndef PREEMPT_LAB_TASK_LIFE_H
#define PREEMPT_LAB_TASK_LIFE_H

#include "task.h"

/* NULL if memory runs out. Whoever made it queues it. */
struct task *task_new(task_poll *poll, void *argument,
                      const struct task_options *options);

/* Nobody may wait for it. */
void task_delete(struct task *task);

/* Its poll begins, or an interrupted one goes on. Tells whether it had been waiting for
 * that, rather than having been left in the middle of its turn. */
int task_begin(struct task *task);

/* It waits from now on. Tells whether it was woken meanwhile and is to be queued after
 * all. */
int task_is_woken_already(struct task *task);

/* It is ready; the joiner may free it at once. */
void task_end(struct task *task);

#endif
