#define _GNU_SOURCE
#include "trial.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

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

static void claim_stack(struct stack stack) {
  fixture_claim_stack(stack.low, stack.bytes);
}

const struct executor_observer trial_observer = {
    .worker_starts = start,
    .worker_ends = stop,
    .signal_received = fixture_received,
    .signal_skipped = fixture_skipped,
    .preempt_attempted = fixture_attempted,
    .task_preempted = count_preempt,
    .task_resumed = count_resumption,
    .stack_overflowed = claim_stack,
};

void trial_fail(const char *what) {
  const char *none = NULL;
  atomic_compare_exchange_strong(&failure, &none, what);
}

int trial_should_stop(void) {
  return atomic_load(&failure) != NULL || fixture_should_stop();
}

struct executor *trial_start(const struct executor_options *options) {
  struct executor *executor = executor_new(options);
  if (executor != NULL)
    return executor;
  fprintf(stderr, "no executor: %s\n", strerror(errno));
  exit(70);
}

static void print_count(const char *name, _Atomic uint64_t *count) {
  printf("%-12s %" PRIu64 "\n", name, atomic_load(count));
}

/* For anyone who runs the fixture by hand. */
static void print_counts(const char *failed) {
  struct telemetry *telemetry = fixture_telemetry();
  print_count("received", &telemetry->received);
  print_count("attempts", &telemetry->attempts);
  print_count("skipped", &telemetry->skipped);
  print_count("caught", &telemetry->caught);
  print_count("preempts", &telemetry->completed);
  print_count("verified", &telemetry->verified_pieces);
  for (uint32_t i = 0; i < atomic_load(&telemetry->values_used); i++)
    printf("%-12s %.4g %s\n", telemetry->values[i].name, telemetry->values[i].value,
           telemetry->values[i].unit);
  puts(failed == NULL ? "all results right" : failed);
}

void trial_end(void) {
  const char *what = atomic_load(&failure);
  if (!fixture_is_watched())
    print_counts(what);
  if (what != NULL)
    fixture_end(TELEMETRY_WRONG_RESULT, what);
  else
    fixture_end(fixture_should_stop() ? TELEMETRY_REACHED_CAP : TELEMETRY_FINISHED, "");
}

void trial_finish(struct executor *executor) {
  if (executor_stacks(executor).in_use != 0)
    trial_fail("a stack was not given back");
  trial_end();
  executor_delete(executor);
}
