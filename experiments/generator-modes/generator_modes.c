/* Tasks that do, at random, whatever a task can do, while they are preempted, until
 * everything that may happen to a pin has happened. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

#include "illegal_steps.h"
#include "native/experiment/knobs.h"
#include "native/experiment/load.h"
#include "native/experiment/resident.h"
#include "native/experiment/trial.h"

static const char *const AFTER_SWITCH[] = {"exit", "poll", NULL};
static const char *const WAYS[] = {"trampoline", "handler", NULL};
static const struct knob KNOBS[] = {{.name = "after-switch", .values = AFTER_SWITCH},
                                    {.name = "way", .values = WAYS},
                                    {.name = NULL}};

struct wanderer {
  const struct load *load;
  uint64_t state; /* state of its random numbers */
  uint64_t expected;
  unsigned polls;
};

/* xorshift64 (Marsaglia, "Xorshift RNGs", 2003). */
static unsigned random_below(struct wanderer *wanderer, unsigned bound) {
  uint64_t x = wanderer->state;
  x ^= x << 13;
  x ^= x >> 7;
  x ^= x << 17;
  wanderer->state = x;
  return (unsigned)(x >> 33) % bound;
}

static void work(const struct wanderer *wanderer) {
  if (wanderer->load->round(wanderer->expected) !=
      wanderer->load->round(wanderer->expected))
    trial_fail("a task has a wrong result");
  fixture_verified();
}

static enum poll wander(struct task *self, void *argument) {
  struct wanderer *wanderer = argument;
  for (unsigned steps = random_below(wanderer, 5); steps > 0; steps--) {
    work(wanderer);
    switch (random_below(wanderer, 8)) {
    case 0:
      pin_stack();
      break;
    case 1:
      task_yield();
      break;
    }
  }
  if (wanderer->polls-- == 0 || trial_should_stop())
    return POLL_READY;
  task_wake(self);
  return POLL_PENDING;
}

enum { AT_ONCE = 8, POLLS = 6 };

static void run_batch(struct executor *executor, uint64_t seed) {
  struct wanderer wanderers[AT_ONCE];
  struct task *tasks[AT_ONCE];
  for (unsigned i = 0; i < AT_ONCE; i++) {
    const struct load *load = load_named(i % 2 == 0 ? "integer" : "red-zone");
    uint64_t own = (seed * AT_ONCE + i) * UINT64_C(0x9e3779b97f4a7c15) | 1;
    wanderers[i] = (struct wanderer){load, own, own, POLLS};
    tasks[i] = executor_spawn(executor, wander, &wanderers[i], NULL);
  }
  for (unsigned i = 0; i < AT_ONCE; i++)
    executor_join(tasks[i]);
}

/* Only a worker's generator that goes on polling has both this mode and this owner. */
static int can_happen(int state, enum pin_event event, enum after_switch after) {
  struct pin kept = {.mode = PIN_POLL, .owner = PIN_BY_WORKER};
  return pin_is_legal(state, event) &&
         (after == AFTER_SWITCH_POLL || state != pin_state_of(&kept));
}

static void check_steps(enum after_switch after) {
  unsigned possible = 0, seen = 0;
  for (int state = 0; state < PIN_STATES; state++)
    for (int event = 0; event < PIN_EVENTS; event++) {
      int happened = pin_steps(state, (enum pin_event)event) > 0;
      if (happened && !can_happen(state, (enum pin_event)event, after))
        trial_fail("something happened to a pin that cannot");
      possible += (unsigned)can_happen(state, (enum pin_event)event, after);
      seen += (unsigned)happened;
    }
  fixture_measure("stepsPossible", "steps", possible);
  fixture_measure("stepsSeen", "steps", seen);
}

int main(int argc, char *argv[]) {
  struct fixture_arguments arguments = knobs_parse(argc, argv, "generator-modes", KNOBS);
  enum after_switch after = strcmp(knob_value(&arguments, &KNOBS[0]), "poll") == 0
                                ? AFTER_SWITCH_POLL
                                : AFTER_SWITCH_EXIT;
  fixture_open(&arguments.options);
  int caught = illegal_steps_caught();
  struct executor_options options = {
      .workers = 1,
      .stacks = {.ahead = AT_ONCE + 2},
      .way = strcmp(knob_value(&arguments, &KNOBS[1]), "handler") == 0
                 ? PREEMPT_IN_HANDLER
                 : PREEMPT_BY_TRAMPOLINE,
      .signal = arguments.options.signal,
      .after_switch = after,
      .observer = trial_observer,
  };
  struct executor *executor = trial_start(&options);
  if (caught < 0)
    trial_fail("something went through that cannot happen to a pin");
  uint64_t batch = arguments.options.seed;
  run_batch(executor, batch++);
  double resident_before = resident_kib();
  while (!trial_should_stop())
    run_batch(executor, batch++);
  fixture_measure("residentGrowth", "KiB", resident_kib() - resident_before);
  fixture_measure("illegalCaught", "steps", caught);
  executor_shutdown(executor);
  struct worker_counts counts = executor_counts(executor);
  fixture_measure("generatorsTaken", "preempts", (double)counts.promotions);
  fixture_measure("generatorsKept", "preempts",
                  (double)(counts.preempts + counts.yields - counts.promotions));
  check_steps(after);
  trial_finish(executor);
  return EXIT_SUCCESS;
}
