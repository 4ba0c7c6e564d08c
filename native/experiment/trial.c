#define _GNU_SOURCE
#include "trial.h"

static _Atomic(const char *) failure;

static void start(int worker) {
  if (worker != 0)
    return;
  fixture_claim_target();
  fixture_run();
}

static void stop(int worker) {
  if (worker == 0)
    fixture_stop_signals();
}

static void count_preempt(struct task *task) {
  if (task->pin.reason == PIN_PREEMPTED)
    fixture_caught();
}

static void count_resumption(struct task *task) {
  if (task->pin.reason == PIN_PREEMPTED)
    fixture_completed();
}

const struct executor_observer trial_observer = {
    .worker_starts = start,
    .worker_ends = stop,
    .signal_received = fixture_received,
    .signal_skipped = fixture_skipped,
    .preempt_attempted = fixture_attempted,
    .task_preempted = count_preempt,
    .task_resumed = count_resumption,
};

void trial_fail(const char *what) {
  const char *none = NULL;
  atomic_compare_exchange_strong(&failure, &none, what);
}

int trial_should_stop(void) {
  return atomic_load(&failure) != NULL || fixture_should_stop();
}

void trial_end(void) {
  const char *what = atomic_load(&failure);
  if (what != NULL)
    fixture_end(TELEMETRY_WRONG_RESULT, what);
  else
    fixture_end(fixture_should_stop() ? TELEMETRY_REACHED_CAP : TELEMETRY_FINISHED, "");
}
