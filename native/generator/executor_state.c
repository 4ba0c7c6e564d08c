#include "executor_state.h"

void executor_notify_all(struct executor *executor) {
  for (unsigned id = 0; id < executor->options.workers; id++)
    news_tell(&executor->workers[id].news);
}

void executor_task_ended(struct executor *executor) {
  if (atomic_fetch_sub(&executor->tasks, 1) == 1 && atomic_load(&executor->shuts_down))
    executor_notify_all(executor);
}
