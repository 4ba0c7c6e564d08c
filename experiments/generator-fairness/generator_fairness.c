/* Tasks with little to do at a time, beside tasks that never end their poll: how long the
 * former have to wait, depending on how the latter are made to give way. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "long_task.h"
#include "native/experiment/knobs.h"
#include "native/experiment/samples.h"
#include "native/experiment/trial.h"
#include "native/generator/executor_state.h"
#include "native/shared/clock.h"
#include "short_task.h"

static const char *const WAYS[] = {"trampoline", "handler", "flag", "never", NULL};
static const char *const QUANTA[] = {"1ms",      "10ms",     "100us",       "1us",
                                     "adaptive", "changing", "by-priority", NULL};
static const char *const WORKERS[] = {"1", "2", NULL};
static const char *const ORDERS[] = {"first", "in-turn", NULL};
static const char *const PRIORITIES[] = {"alike", "short-first", NULL};
static const char *const LONGS[] = {"computes", "yields", "opted-out", "in-section",
                                    NULL};
static const char *const PLACES[] = {"anywhere", "apart", NULL};

/* Only the shortest quantum may be one that this machine cannot deliver. */
static const char *quantum_lacks(const char *value) {
  static char reason[80];
  if (strcmp(value, "1us") != 0 || quantum_least_ns() <= 1000)
    return NULL;
  snprintf(reason, sizeof reason, "the shortest that this machine can deliver is %.1f us",
           (double)quantum_least_ns() / 1000);
  return reason;
}

enum { WAY, QUANTUM, OF_WORKERS, ORDER, PRIORITY, LONG, PLACE };
static const struct knob KNOBS[] = {
    [WAY] = {.name = "way", .values = WAYS},
    [QUANTUM] = {.name = "quantum", .values = QUANTA, .lacks = quantum_lacks},
    [OF_WORKERS] = {.name = "workers", .values = WORKERS},
    [ORDER] = {.name = "preempted", .values = ORDERS},
    [PRIORITY] = {.name = "priorities", .values = PRIORITIES},
    [LONG] = {.name = "long", .values = LONGS},
    [PLACE] = {.name = "place", .values = PLACES},
    {.name = NULL}};

enum { LONG_TASKS = 4, SHORT_TASKS = 8 };
enum { MS = 1000000, HALF_NS = 300 * MS };

/* In the order of QUANTA. With by-priority, half of the long tasks have the first of the
 * three. */
static const struct quantum quanta[] = {
    {.ns = {MS, MS, MS}},
    {.ns = {10 * MS, 10 * MS, 10 * MS}},
    {.ns = {MS / 10, MS / 10, MS / 10}},
    {.ns = {MS / 1000, MS / 1000, MS / 1000}},
    {.ns = {MS, MS, MS}, .adaptive = 1},
    {.ns = {10 * MS, 10 * MS, 10 * MS}},
    {.ns = {2 * MS, MS / 5, MS / 5}},
};
enum { CHANGING = 5, BY_PRIORITY = 6 };

static atomic_int over, changed;
static struct telemetry_histogram *delay, *delay_before;
static struct samples delays;
static pthread_mutex_t delays_mutex = PTHREAD_MUTEX_INITIALIZER;

static void note_delay(struct short_task *task, uint64_t delay_ns) {
  (void)task;
  if (!atomic_load(&changed)) {
    histogram_record(delay_before, delay_ns);
    return;
  }
  histogram_record(delay, delay_ns);
  pthread_mutex_lock(&delays_mutex);
  samples_add(&delays, (double)delay_ns);
  pthread_mutex_unlock(&delays_mutex);
}

static struct executor *start(const struct fixture_arguments *arguments) {
  static const enum preempt_way ways[] = {PREEMPT_BY_TRAMPOLINE, PREEMPT_IN_HANDLER,
                                          PREEMPT_BY_FLAG, PREEMPT_NEVER};
  struct executor_options options = {
      .workers = 1 + (unsigned)knob_index(arguments, &KNOBS[OF_WORKERS]),
      .stacks = {.ahead = LONG_TASKS + SHORT_TASKS},
      .way = ways[knob_index(arguments, &KNOBS[WAY])],
      .quantum = quanta[knob_index(arguments, &KNOBS[QUANTUM])],
      .order =
          knob_index(arguments, &KNOBS[ORDER]) == 1 ? PREEMPTED_IN_TURN : PREEMPTED_FIRST,
      .signal = arguments->options.signal,
      .observer = trial_observer,
  };
  return trial_start(&options);
}

static struct task *spawn_long(struct executor *executor, struct long_task *task,
                               unsigned number,
                               const struct fixture_arguments *arguments) {
  int by_priority = knob_index(arguments, &KNOBS[QUANTUM]) == BY_PRIORITY;
  int apart = knob_index(arguments, &KNOBS[PLACE]) == 1;
  struct task_options options = {
      .priority = by_priority && number % 2 == 0 ? 0 : 1,
      .worker = apart ? knob_index(arguments, &KNOBS[OF_WORKERS]) : -1,
      .unpreemptible = task->kind == LONG_OPTED_OUT,
  };
  return executor_spawn(executor, long_task_poll, task, &options);
}

static struct task *spawn_short(struct executor *executor, struct short_task *task,
                                const struct fixture_arguments *arguments) {
  struct task_options options = {
      .priority = knob_index(arguments, &KNOBS[PRIORITY]) == 1 ? 0 : 1,
      .worker = knob_index(arguments, &KNOBS[PLACE]) == 1 ? 0 : -1,
  };
  return executor_spawn(executor, short_task_poll, task, &options);
}

static uint64_t thread_ns(pthread_t thread) {
  clockid_t clock;
  struct timespec ran = {0};
  if (pthread_getcpuclockid(thread, &clock) == 0)
    clock_gettime(clock, &ran);
  return (uint64_t)ran.tv_sec * UINT64_C(1000000000) + (uint64_t)ran.tv_nsec;
}

/* Waits until one of the workers has had that much CPU time. Wall time would include what
 * other processes take, and the long tasks would then do less. */
static void wait_for_work(struct executor *executor, uint64_t ns) {
  static const struct timespec pause = {.tv_nsec = MS};
  for (uint64_t most = 0; most < ns; nanosleep(&pause, NULL))
    for (unsigned i = 0; i < executor->options.workers; i++) {
      uint64_t ran = thread_ns(executor->workers[i].thread);
      most = ran > most ? ran : most;
    }
}

/* Delays count from the second half on if the quantum changes in between, and otherwise
 * from the beginning. */
static void let_run(struct executor *executor, int changes) {
  wait_for_work(executor, HALF_NS);
  if (changes && executor_set_quantum(executor, &quanta[0]) != 0)
    trial_fail("the quantum cannot be changed");
  atomic_store(&changed, 1);
  wait_for_work(executor, 2 * HALF_NS);
  atomic_store(&over, 1);
}

static void spawn_all(struct executor *executor, struct long_task *longs,
                      struct short_task *shorts, struct task **tasks,
                      const struct fixture_arguments *arguments) {
  enum long_kind kind = (enum long_kind)knob_index(arguments, &KNOBS[LONG]);
  for (unsigned i = 0; i < LONG_TASKS; i++) {
    const struct load *load = load_named(i < 2 ? "integer" : "sse");
    uint64_t seed = arguments->options.seed + i;
    longs[i] = (struct long_task){kind, load, seed, load->round(seed), &over, 0};
    tasks[i] = spawn_long(executor, &longs[i], i, arguments);
  }
  for (unsigned i = 0; i < SHORT_TASKS; i++) {
    shorts[i] = (struct short_task){&over, note_delay, monotonic_ns()};
    tasks[LONG_TASKS + i] = spawn_short(executor, &shorts[i], arguments);
  }
}

static void run(struct executor *executor, const struct fixture_arguments *arguments) {
  struct long_task longs[LONG_TASKS];
  struct short_task shorts[SHORT_TASKS];
  struct task *tasks[LONG_TASKS + SHORT_TASKS];
  int changes = knob_index(arguments, &KNOBS[QUANTUM]) == CHANGING;
  uint64_t rounds[2] = {0};
  atomic_store(&changed, !changes);
  spawn_all(executor, longs, shorts, tasks, arguments);
  let_run(executor, changes);
  for (unsigned i = 0; i < LONG_TASKS; i++)
    rounds[i % 2] += executor_join(tasks[i]);
  for (unsigned i = 0; i < SHORT_TASKS; i++)
    executor_join(tasks[LONG_TASKS + i]);
  fixture_measure("longRounds", "rounds", (double)(rounds[0] + rounds[1]));
  fixture_measure("evenRounds", "rounds", (double)rounds[0]);
  fixture_measure("oddRounds", "rounds", (double)rounds[1]);
}

/* The executor's own counts must agree with what was seen from outside. */
static void check_statistics(struct executor *executor) {
  struct worker_counts counts = executor_counts(executor);
  struct telemetry *telemetry = fixture_telemetry();
  if (counts.preempts != atomic_load(&telemetry->caught))
    trial_fail("the executor miscounts its preempts");
  if (counts.interrupts < atomic_load(&telemetry->received))
    trial_fail("the executor miscounts its interrupts");
  fixture_measure("interrupts", "signals", (double)counts.interrupts);
  fixture_measure("yields", "yields", (double)counts.yields);
  fixture_measure("polls", "polls", (double)counts.polls);
}

int main(int argc, char *argv[]) {
  struct fixture_arguments arguments =
      knobs_parse(argc, argv, "generator-fairness", KNOBS);
  fixture_open(&arguments.options);
  delay = telemetry_histogram(fixture_telemetry(), "delay", "ns");
  delay_before = telemetry_histogram(fixture_telemetry(), "delayBefore", "ns");
  struct executor *executor = start(&arguments);
  run(executor, &arguments);
  executor_shutdown(executor);
  fixture_measure("delayP99", "ns", samples_quantile(&delays, 0.99));
  fixture_measure("delayMax", "ns", samples_quantile(&delays, 1));
  check_statistics(executor);
  trial_finish(executor);
  return EXIT_SUCCESS;
}
