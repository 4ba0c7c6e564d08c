/* Tasks that compute and never end their poll, beside tasks that sleep, on one worker
 * that is interrupted from outside. Without preemption the first task that computes would
 * keep the worker to itself. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

#include "native/experiment/knobs.h"
#include "native/experiment/load.h"
#include "native/experiment/trial.h"
#include "native/shared/clock.h"

static const char *const WAYS[] = {"trampoline", "handler", "flag", NULL};
static const char *const MASKS[] = {"restore", "nodefer", "naive", NULL};
static const char *const GUARDS[] = {"none", "range", NULL};
static const char *const ASKERS[] = {"signals", "quantum", NULL};
static const char *const LOADS[] = {"mixed",  "all",    "integer", "sse",      "avx2",
                                    "avx512", "x87",    "mxcsr",   "red-zone", "string",
                                    "errno",  "malloc", "stdio",   "deep",     NULL};

enum { WAY, MASK, LOAD, GUARD, ASKS };
static const struct knob KNOBS[] = {
    [WAY] = {.name = "way", .values = WAYS},
    [MASK] = {.name = "mask", .values = MASKS},
    [LOAD] = {.name = "load", .values = LOADS, .lacks = load_lacks},
    [GUARD] = {.name = "guard", .values = GUARDS},
    [ASKS] = {.name = "asks", .values = ASKERS},
    {.name = NULL}};

enum { MOST_COMPUTING = 16, SLEEPING = 4 };

static const uint64_t QUANTUM_NS = 200000;

static struct executor_options options_of(const struct fixture_arguments *arguments) {
  static const enum preempt_way ways[] = {PREEMPT_BY_TRAMPOLINE, PREEMPT_IN_HANDLER,
                                          PREEMPT_BY_FLAG};
  static const enum handler_mask masks[] = {MASK_RESTORED, MASK_NODEFER, MASK_NAIVE};
  int by_quantum = knob_index(arguments, &KNOBS[ASKS]) == 1;
  return (struct executor_options){
      .workers = 1,
      .stacks = {.ahead = MOST_COMPUTING + 2},
      .way = ways[knob_index(arguments, &KNOBS[WAY])],
      .mask = masks[knob_index(arguments, &KNOBS[MASK])],
      .guard = knob_index(arguments, &KNOBS[GUARD]) == 1 ? GUARD_RANGE : GUARD_NOTHING,
      .quantum = quantum_of(by_quantum ? QUANTUM_NS : 0),
      .signal = arguments->options.signal,
      .observer = trial_observer,
  };
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
      trial_fail(computation->load->wrong);
    fixture_verified();
    computation->rounds++;
  }
  task_set_result(self, computation->rounds);
  return POLL_READY;
}

struct sleeper {
  uint64_t due_ns;
  uint64_t latest_ns; /* the longest time that it had to wait for its turn */
  uint64_t wakes;
};

static const uint64_t NAP_NS = 1000000;

static enum poll take_naps(struct task *self, void *argument) {
  struct sleeper *sleeper = argument;
  uint64_t now = monotonic_ns();
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

static void record_counts(struct executor *executor) {
  struct worker_counts counts = executor_counts(executor);
  struct stack_pool_counts stacks = executor_stacks(executor);
  fixture_measure("promotions", "generators", (double)counts.promotions);
  fixture_measure("flagsSeen", "flags", (double)counts.flags);
  fixture_measure("stacksAtOnce", "stacks", stacks.most_in_use);
}

/* Decides what each computing task does; gives how many of them there are. */
static unsigned assign(const char *name, uint64_t seed,
                       struct computation *computations) {
  static const char *const mixed[] = {"integer", "sse", "integer", "sse"};
  enum { ALIKE = sizeof mixed / sizeof *mixed };
  const struct load *load = load_after(NULL);
  int each_once = strcmp(name, "all") == 0, is_mixed = strcmp(name, "mixed") == 0;
  unsigned count = 0;
  for (; each_once ? load != NULL : count < ALIKE; count++, seed++) {
    if (!each_once)
      load = load_named(is_mixed ? mixed[count] : name);
    computations[count] = (struct computation){load, seed, load->round(seed), 0};
    if (each_once)
      load = load_after(load);
  }
  return count;
}

/* Leaves once every task has ended. */
static void run(struct executor *executor, struct computation *computations,
                unsigned computing) {
  struct sleeper sleepers[SLEEPING] = {0};
  struct task *tasks[MOST_COMPUTING + SLEEPING];
  for (unsigned i = 0; i < computing; i++)
    tasks[i] = executor_spawn(executor, compute, &computations[i], NULL);
  for (unsigned i = 0; i < SLEEPING; i++)
    tasks[computing + i] = executor_spawn(executor, take_naps, &sleepers[i], NULL);
  uint64_t rounds = 0, wakes = 0, latest_ns = 0;
  for (unsigned i = 0; i < computing; i++)
    rounds += executor_join(tasks[i]);
  for (unsigned i = 0; i < SLEEPING; i++) {
    wakes += executor_join(tasks[computing + i]);
    if (sleepers[i].latest_ns > latest_ns)
      latest_ns = sleepers[i].latest_ns;
  }
  fixture_measure("rounds", "rounds", (double)rounds);
  fixture_measure("wakes", "wakes", (double)wakes);
  fixture_measure("sleeperDelay", "ns", (double)latest_ns);
}

int main(int argc, char *argv[]) {
  struct fixture_arguments arguments =
      knobs_parse(argc, argv, "preemptive-generator", KNOBS);
  fixture_open(&arguments.options);
  struct computation computations[MOST_COMPUTING];
  unsigned computing =
      assign(knob_value(&arguments, &KNOBS[LOAD]), arguments.options.seed, computations);
  struct executor_options options = options_of(&arguments);
  struct executor *executor = trial_start(&options);
  run(executor, computations, computing);
  executor_shutdown(executor);
  record_counts(executor);
  trial_finish(executor);
  return EXIT_SUCCESS;
}
