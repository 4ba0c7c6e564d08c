/* Tasks that compute and never end their poll, beside tasks that sleep, on one worker
 * that is interrupted from outside. Without preemption the first task that computes would
 * keep the worker to itself. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

#include "native/experiment/knobs.h"
#include "native/experiment/load.h"
#include "native/experiment/trial.h"

static const char *const WAYS[] = {"trampoline", "handler", "flag", NULL};
static const struct knob KNOBS[] = {{"way", WAYS}, {NULL, NULL}};

static enum preempt_way way_named(const char *name) {
  if (strcmp(name, "flag") == 0)
    return PREEMPT_BY_FLAG;
  return strcmp(name, "handler") == 0 ? PREEMPT_IN_HANDLER : PREEMPT_BY_TRAMPOLINE;
}

struct computation {
  const struct load *load;
  uint64_t seed;
  uint64_t expected;
  uint64_t rounds;
};

static enum poll compute(struct task *self, void *argument) {
  struct computation *computation = argument;
  while (!trial_should_stop()) {
    if (computation->load->round(computation->seed) != computation->expected)
      trial_fail("a computing task has a wrong result");
    fixture_verified();
    computation->rounds++;
  }
  task_set_result(self, computation->rounds);
  return POLL_READY;
}

struct sleeper {
  uint64_t due_ns;
  uint64_t latest_ns; /* the longest that it had to wait for its turn */
  uint64_t wakes;
};

static const uint64_t NAP_NS = 1000000;

static enum poll take_naps(struct task *self, void *argument) {
  struct sleeper *sleeper = argument;
  uint64_t now = telemetry_now_ns();
  if (sleeper->due_ns != 0) {
    if (now < sleeper->due_ns)
      trial_fail("a sleeping task was woken too early");
    if (now - sleeper->due_ns > sleeper->latest_ns)
      sleeper->latest_ns = now - sleeper->due_ns;
    sleeper->wakes++;
  }
  if (trial_should_stop()) {
    task_set_result(self, sleeper->wakes);
    return POLL_READY;
  }
  sleeper->due_ns = now + NAP_NS;
  task_wake_after(self, NAP_NS);
  return POLL_PENDING;
}

enum { COMPUTING = 4, SLEEPING = 4 };

static void check_balance(struct executor *executor) {
  struct worker_counts counts = executor_counts(executor);
  struct stack_pool_counts stacks = executor_stacks(executor);
  fixture_measure("promotions", "generators", (double)counts.promotions);
  fixture_measure("flagsSeen", "flags", (double)counts.flags);
  fixture_measure("stacksAtOnce", "stacks", stacks.most_in_use);
  if (stacks.in_use != 0)
    trial_fail("a stack was not given back");
}

int main(int argc, char *argv[]) {
  struct fixture_arguments arguments =
      knobs_parse(argc, argv, "preemptive-generator", KNOBS);
  fixture_open(&arguments.options);
  struct executor_options options = {
      .workers = 1,
      .stacks = {.ahead = COMPUTING + 2},
      .way = way_named(knob_value(&arguments, &KNOBS[0])),
      .signal = arguments.options.signal,
      .observer = trial_observer,
  };
  struct computation computations[COMPUTING];
  struct sleeper sleepers[SLEEPING] = {0};
  struct task *tasks[COMPUTING + SLEEPING];
  struct executor *executor = executor_new(&options);
  if (executor == NULL) {
    perror("preemptive-generator: no executor");
    return 70;
  }
  for (unsigned i = 0; i < COMPUTING; i++) {
    const struct load *load = load_named(i % 2 == 0 ? "integer" : "sse");
    uint64_t seed = arguments.options.seed + i;
    computations[i] = (struct computation){load, seed, load->round(seed), 0};
    tasks[i] = executor_spawn(executor, compute, &computations[i], NULL);
  }
  for (unsigned i = 0; i < SLEEPING; i++)
    tasks[COMPUTING + i] = executor_spawn(executor, take_naps, &sleepers[i], NULL);
  uint64_t rounds = 0, wakes = 0, latest_ns = 0;
  for (unsigned i = 0; i < COMPUTING; i++)
    rounds += executor_join(tasks[i]);
  for (unsigned i = 0; i < SLEEPING; i++) {
    wakes += executor_join(tasks[COMPUTING + i]);
    if (sleepers[i].latest_ns > latest_ns)
      latest_ns = sleepers[i].latest_ns;
  }
  executor_shutdown(executor);
  fixture_measure("rounds", "rounds", (double)rounds);
  fixture_measure("wakes", "wakes", (double)wakes);
  fixture_measure("sleeperDelay", "ns", (double)latest_ns);
  check_balance(executor);
  trial_end();
  executor_delete(executor);
  return EXIT_SUCCESS;
}
