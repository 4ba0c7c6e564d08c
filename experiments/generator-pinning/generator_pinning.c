/* Tasks that ask for a generator of their own. Each is polled a number of times and
 * checks where its variables are: on the worker's stack while it asks, and afterwards
 * always at the same place on a stack that nobody else uses. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

#include "native/experiment/knobs.h"
#include "native/experiment/trial.h"

static const char *const PINS[] = {"sentinel", "current", NULL};
static const struct knob KNOBS[] = {{.name = "pin", .values = PINS}, {.name = NULL}};

static int (*pin)(void);

enum { POLLS = 5 };

struct pinned {
  unsigned polls;
  const char *first; /* where a variable was in the first poll on its own generator */
};

static int is_on_own_generator(const struct task *self, const char *variable) {
  if (self->pin.generator == NULL)
    return 0;
  struct stack stack = generator_stack(self->pin.generator);
  return variable >= stack.low && variable < stack.low + stack.bytes;
}

static void check_place(struct task *self, struct pinned *pinned, const char *here) {
  if (!is_on_own_generator(self, here))
    trial_fail("a pinned task is not polled on its own generator");
  if (pinned->first != NULL && pinned->first != here)
    trial_fail("a pinned task was moved");
  pinned->first = here;
}

static enum poll poll_pinned(struct task *self, void *argument) {
  struct pinned *pinned = argument;
  char here;
  if (pinned->polls++ == 0) {
    fixture_attempted();
    if (!pin())
      trial_fail("a task cannot pin itself");
    if (pin == pin_stack && is_on_own_generator(self, &here))
      trial_fail("a task was pinned in the middle of its poll");
  } else {
    check_place(self, pinned, &here);
    fixture_verified();
  }
  if (pinned->polls <= POLLS) {
    task_wake(self);
    return POLL_PENDING;
  }
  fixture_completed();
  return POLL_READY;
}

static enum poll poll_unpinned(struct task *self, void *argument) {
  unsigned *polls = argument;
  char here;
  if (self->pin.mode != PIN_NONE || is_on_own_generator(self, &here))
    trial_fail("a task is pinned that never asked");
  if (++*polls > POLLS)
    return POLL_READY;
  task_wake(self);
  return POLL_PENDING;
}

/* The worker itself uses three stacks: its loop's, the next loop's and its handlers'. */
enum { AT_ONCE = 8, STACKS = AT_ONCE + 3 };

/* Half of the tasks in a batch pin themselves. */
static void run_batch(struct executor *executor) {
  struct pinned pinned[AT_ONCE] = {0};
  unsigned unpinned[AT_ONCE] = {0};
  struct task *tasks[2 * AT_ONCE];
  for (unsigned i = 0; i < AT_ONCE; i++) {
    tasks[2 * i] = executor_spawn(executor, poll_pinned, &pinned[i], NULL);
    tasks[2 * i + 1] = executor_spawn(executor, poll_unpinned, &unpinned[i], NULL);
  }
  for (unsigned i = 0; i < 2 * AT_ONCE; i++)
    executor_join(tasks[i]);
}

int main(int argc, char *argv[]) {
  struct fixture_arguments arguments =
      knobs_parse(argc, argv, "generator-pinning", KNOBS);
  fixture_open(&arguments.options);
  pin = strcmp(knob_value(&arguments, &KNOBS[0]), "current") == 0 ? pin_current_generator
                                                                  : pin_stack;
  struct executor_options options = {
      .workers = 1,
      .stacks = {.ahead = STACKS},
      .signal = arguments.options.signal,
      .observer = trial_observer,
  };
  struct executor *executor = trial_start(&options);
  if (pin())
    trial_fail("something that is no task was pinned");
  while (!trial_should_stop())
    run_batch(executor);
  executor_shutdown(executor);
  struct stack_pool_counts stacks = executor_stacks(executor);
  fixture_measure("stacksAtOnce", "stacks", stacks.most_in_use);
  if (stacks.in_use != 0 || stacks.most_in_use > STACKS)
    trial_fail("the stacks do not balance");
  trial_finish(executor);
  return EXIT_SUCCESS;
}
