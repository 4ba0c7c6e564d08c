/* Many tasks, each preempted in the middle of its poll, all held by one worker: how much
 * memory a generator costs that a task has taken over. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "native/experiment/knobs.h"
#include "native/experiment/load.h"
#include "native/experiment/resident.h"
#include "native/experiment/trial.h"

static const char *const WAYS[] = {"trampoline", "handler", NULL};
static const char *const TASKS[] = {"10000", "1000", NULL};
static const char *const STACKS[] = {"256KiB", "2MiB", NULL};

enum { WAY, HELD, STACK };
static const struct knob KNOBS[] = {[WAY] = {.name = "way", .values = WAYS},
                                    [HELD] = {.name = "tasks", .values = TASKS},
                                    [STACK] = {.name = "stack", .values = STACKS},
                                    {.name = NULL}};

static const uint64_t QUANTUM_NS = 100000;

static atomic_uint held;
static atomic_int released;

static void count_held(struct task *task) {
  atomic_fetch_add(&held, task->preempts == 1);
  trial_observer.task_preempted(task);
}

struct computation {
  const struct load *load;
  uint64_t seed;
  uint64_t expected;
};

static enum poll compute(struct task *self, void *argument) {
  (void)self;
  const struct computation *computation = argument;
  do {
    if (computation->load->round(computation->seed) != computation->expected)
      trial_fail(computation->load->wrong);
    fixture_verified();
  } while (!atomic_load(&released));
  return POLL_READY;
}

static size_t stack_bytes_of(const struct fixture_arguments *arguments) {
  static const size_t bytes[] = {256 << 10, 2 << 20};
  return bytes[knob_index(arguments, &KNOBS[STACK])];
}

static struct executor *start(const struct fixture_arguments *arguments) {
  struct executor_options options = {
      .workers = 1,
      .stacks = {.stack_bytes = stack_bytes_of(arguments)},
      .way = knob_index(arguments, &KNOBS[WAY]) == 1 ? PREEMPT_IN_HANDLER
                                                     : PREEMPT_BY_TRAMPOLINE,
      .quantum = quantum_of(QUANTUM_NS),
      .signal = arguments->options.signal,
      .observer = trial_observer,
  };
  options.observer.task_preempted = count_held;
  return trial_start(&options);
}

static void wait_until_held(unsigned count) {
  static const struct timespec pause = {.tv_nsec = 1000000};
  while (atomic_load(&held) < count && !trial_should_stop())
    nanosleep(&pause, NULL);
}

/* This takes a while, and no worker may be waiting meanwhile, or it would be taken for
 * hung. */
static struct computation *prepare(unsigned count) {
  struct computation *computations = calloc(count, sizeof *computations);
  const struct load *load = load_named("sse");
  for (unsigned i = 0; i < count; i++)
    computations[i] = (struct computation){load, i, load->round(i)};
  return computations;
}

static void hold(struct executor *executor, struct computation *computations,
                 unsigned count) {
  struct task **tasks = calloc(count, sizeof(struct task *));
  double before = resident_kib();
  for (unsigned i = 0; i < count; i++)
    tasks[i] = executor_spawn(executor, compute, &computations[i], NULL);
  wait_until_held(count);
  fixture_measure("residentPerTask", "KiB", (resident_kib() - before) / count);
  fixture_measure("held", "tasks", atomic_load(&held));
  atomic_store(&released, 1);
  for (unsigned i = 0; i < count; i++)
    executor_join(tasks[i]);
  free(tasks);
}

int main(int argc, char *argv[]) {
  struct fixture_arguments arguments = knobs_parse(argc, argv, "generator-memory", KNOBS);
  unsigned count = (unsigned)atoi(knob_value(&arguments, &KNOBS[HELD]));
  struct computation *computations = prepare(count);
  fixture_open(&arguments.options);
  struct executor *executor = start(&arguments);
  hold(executor, computations, count);
  executor_shutdown(executor);
  struct stack_pool_counts stacks = executor_stacks(executor);
  fixture_measure("stacksAtOnce", "stacks", stacks.most_in_use);
  trial_finish(executor);
  free(computations);
  return EXIT_SUCCESS;
}
