/* A thread that interrupts two workers in turns, and some that do not exist, until both
 * have exited. */
#define _GNU_SOURCE
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "native/experiment/knobs.h"
#include "native/experiment/load.h"
#include "native/experiment/trial.h"

static const char *const WAYS[] = {"trampoline", "handler", NULL};
static const struct knob KNOBS[] = {{.name = "way", .values = WAYS}, {.name = NULL}};

enum { WORKERS = 2, TASKS = 4 };

static pid_t threads[WORKERS]; /* as they were when their workers started */

static void note_thread(int worker) {
  threads[worker] = gettid();
  trial_observer.worker_starts(worker);
}

static void check_thread(int worker) {
  if (threads[worker] != gettid())
    trial_fail("a worker goes on as another thread");
  trial_observer.worker_ends(worker);
}

struct computation {
  const struct load *load;
  uint64_t seed;
  uint64_t expected;
};

static enum poll compute(struct task *self, void *argument) {
  (void)self;
  const struct computation *computation = argument;
  pid_t thread = gettid();
  while (!trial_should_stop()) {
    if (computation->load->round(computation->seed) != computation->expected)
      trial_fail(computation->load->wrong);
    if (gettid() != thread)
      trial_fail("a task goes on as another thread");
    fixture_verified();
  }
  return POLL_READY;
}

struct answers {
  struct executor *executor;
  uint64_t of[INTERRUPT_FAILED + 1];
};

static enum interrupt_result ask(struct answers *answers, int worker) {
  enum interrupt_result answer = executor_interrupt_worker(answers->executor, worker);
  answers->of[answer]++;
  return answer;
}

static void ask_for_nobody(struct answers *answers) {
  static const int nobody[] = {-1, WORKERS, INT_MAX};
  for (unsigned i = 0; i < sizeof nobody / sizeof *nobody; i++)
    if (ask(answers, nobody[i]) != NO_SUCH_WORKER)
      trial_fail("a worker was interrupted that does not exist");
}

/* Workers that have not exited yet. One that has exited stays so. */
static void *ask_until_all_exited(void *argument) {
  struct answers *answers = argument;
  int exited[WORKERS] = {0}, running = WORKERS;
  ask_for_nobody(answers);
  for (int worker = 0; running > 0; worker = (worker + 1) % WORKERS) {
    int failed = ask(answers, worker) == INTERRUPT_FAILED;
    if (exited[worker] && !failed)
      trial_fail("a worker was interrupted that has exited");
    if (failed && !trial_should_stop())
      trial_fail("a worker could not be interrupted that runs");
    running -= failed && !exited[worker];
    exited[worker] |= failed;
  }
  ask_for_nobody(answers);
  return NULL;
}

static void run_tasks(struct executor *executor, uint64_t seed) {
  struct computation computations[TASKS];
  struct task *tasks[TASKS];
  for (unsigned i = 0; i < TASKS; i++, seed++) {
    const struct load *load = load_named(i % 2 == 0 ? "integer" : "sse");
    computations[i] = (struct computation){load, seed, load->round(seed)};
    tasks[i] = executor_spawn(executor, compute, &computations[i], NULL);
  }
  for (unsigned i = 0; i < TASKS; i++)
    executor_join(tasks[i]);
}

int main(int argc, char *argv[]) {
  struct fixture_arguments arguments =
      knobs_parse(argc, argv, "generator-interrupt", KNOBS);
  fixture_open(&arguments.options);
  struct executor_options options = {
      .workers = WORKERS,
      .stacks = {.ahead = TASKS + 3 * WORKERS},
      .way = knob_index(&arguments, &KNOBS[0]) == 1 ? PREEMPT_IN_HANDLER
                                                    : PREEMPT_BY_TRAMPOLINE,
      .signal = arguments.options.signal,
      .observer = trial_observer,
  };
  options.observer.worker_starts = note_thread;
  options.observer.worker_ends = check_thread;
  struct answers answers = {.executor = trial_start(&options)};
  pthread_t asker;
  if (pthread_create(&asker, NULL, ask_until_all_exited, &answers) != 0)
    return 70;
  run_tasks(answers.executor, arguments.options.seed);
  executor_shutdown(answers.executor);
  pthread_join(asker, NULL);
  fixture_measure("interrupted", "answers", (double)answers.of[INTERRUPTED]);
  fixture_measure("noSuchWorker", "answers", (double)answers.of[NO_SUCH_WORKER]);
  fixture_measure("failed", "answers", (double)answers.of[INTERRUPT_FAILED]);
  trial_finish(answers.executor);
  return EXIT_SUCCESS;
}
