#include "alarms.h"

#include "native/shared/clock.h"

void alarms_cancel(struct worker *worker, struct task *task) {
  if (task->wake_at_ns == 0)
    return;
  struct task **place = &worker->alarms;
  while (*place != task)
    place = &(*place)->next_alarm;
  *place = task->next_alarm;
  task->wake_at_ns = 0;
}

void alarms_set(struct worker *worker, struct task *task, uint64_t ns) {
  alarms_cancel(worker, task);
  struct task **place = &worker->alarms;
  task->wake_at_ns = monotonic_ns() + ns;
  while (*place != NULL && (*place)->wake_at_ns <= task->wake_at_ns)
    place = &(*place)->next_alarm;
  task->next_alarm = *place;
  *place = task;
}

struct task *alarms_due(struct worker *worker) {
  struct task *task = worker->alarms;
  if (task == NULL || task->wake_at_ns > monotonic_ns())
    return NULL;
  alarms_cancel(worker, task);
  return task;
}

const struct timespec *alarms_left(const struct worker *worker, struct timespec *left) {
  if (worker->alarms == NULL)
    return NULL;
  uint64_t now = monotonic_ns(), at = worker->alarms->wake_at_ns;
  uint64_t ns = at > now ? at - now : 0;
  *left = (struct timespec){(time_t)(ns / 1000000000), (long)(ns % 1000000000)};
  return left;
}
