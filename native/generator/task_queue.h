/* A first-in, first-out queue, for any thread. */
#ifndef PREEMPT_LAB_TASK_QUEUE_H
#define PREEMPT_LAB_TASK_QUEUE_H

#include <pthread.h>
#include <stdatomic.h>

struct task;

struct task_queue {
  pthread_mutex_t mutex;
  struct task *first;
  struct task *last;
  atomic_uint length;
};

void task_queue_init(struct task_queue *queue);
void task_queue_push(struct task_queue *queue, struct task *task);

/* NULL when it is empty. Whoever was told of a task after it was queued finds it. */
struct task *task_queue_pop(struct task_queue *queue);

#endif
