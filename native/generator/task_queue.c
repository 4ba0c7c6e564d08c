#include "task_queue.h"

#include "task.h"

void task_queue_init(struct task_queue *queue) {
  *queue = (struct task_queue){.first = NULL};
  pthread_mutex_init(&queue->mutex, NULL);
}

void task_queue_push(struct task_queue *queue, struct task *task) {
  task->next = NULL;
  pthread_mutex_lock(&queue->mutex);
  if (queue->first == NULL)
    queue->first = task;
  else
    queue->last->next = task;
  queue->last = task;
  queue->length++;
  pthread_mutex_unlock(&queue->mutex);
}

struct task *task_queue_pop(struct task_queue *queue) {
  if (atomic_load(&queue->length) == 0)
    return NULL;
  pthread_mutex_lock(&queue->mutex);
  struct task *task = queue->first;
  if (task != NULL) {
    queue->first = task->next;
    queue->length--;
  }
  pthread_mutex_unlock(&queue->mutex);
  return task;
}
