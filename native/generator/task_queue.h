/* First in, first out; from any thread. */
#ifndef PREEMPT_LAB_TASK_QUEUE_H
#define PREEMPT_LAB_TASK_QUEUE_H

#include <pthread.h>

struct task;

struct task_queue {
  pthread_mutex_t mutex;
  struct task *first;
  struct task *last;
  unsigned length;
};

void task_queue_init(struct task_queue *queue);
void task_queue_push(struct task_queue *queue, struct task *task);

/* NULL when it is empty. */
struct task *task_queue_pop(struct task_queue *queue);

#endif
