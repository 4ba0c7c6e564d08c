#include "capture.h"

#include <errno.h>

#include "executor_state.h"
#include "turn.h"

int capture_is_possible(const struct worker *worker) {
  return worker->running != worker->loop || worker->fresh != NULL;
}

void capture(enum pin_reason reason) {
  struct worker *worker = worker_current();
  struct task *task = worker->current;
  int interrupted_errno = errno;
  worker_preemptible = 0;
  pin_step(&task->pin, PIN_INTERRUPT, worker->executor->options.after_switch);
  task->pin.reason = reason;
  task->pin.generator = worker->running;
  generator_yield(worker->running);
  worker->current = task;
  turn_begin(worker, task);
  if (worker->executor->options.observer.task_resumed != NULL)
    worker->executor->options.observer.task_resumed(task);
  if ((worker->executor->options.faults & FAULT_ERRNO_LEAKS) == 0)
    errno = interrupted_errno;
}
