#include "no_preempt.h"

#include "capture.h"
#include "executor_state.h"

void no_preempt_enter(void) {
  struct worker *worker = worker_current();
  if (worker != NULL)
    worker->sections++;
}

void no_preempt_leave(void) {
  struct worker *worker = worker_current();
  if (worker == NULL || --worker->sections > 0 || !worker->pending)
    return;
  worker->pending = 0;
  if (!worker_preemptible || !capture_is_possible(worker))
    return;
  worker_preemptible = 0;
  if (worker->executor->options.observer.preempt_attempted != NULL)
    worker->executor->options.observer.preempt_attempted();
  capture(PIN_PREEMPTED);
  worker_preemptible = 1;
}
