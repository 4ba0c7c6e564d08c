#define _GNU_SOURCE
#include "costs.h"
#include "native/fixture/fixture.h"
#include "native/generator/task_life.h"
#include "native/generator/task_queue.h"
#include "native/experiment/samples.h"
#include "native/experiment/trial.h"

enum { ROUNDS = 9, TASKS = 8, POLLS = 1000 };

/* Steps of a computation, each of which depends on the one before: a poll of some
 * microseconds, or one that does nothing. */
enum { WORKING = 3000, EMPTY = 0 };

/* The tasks of an arm. */
struct run {
  unsigned steps; /* in each poll */
  unsigned running;
  uint64_t began_ns, ended_ns; /* CPU time of the thread that polls */
};

struct polled {
  struct run *run;
  unsigned left; /* polls */
  uint64_t value;
};

static uint64_t thread_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

static uint64_t compute(uint64_t value, unsigned steps) {
  for (unsigned step = 0; step < steps; step++) {
    value = value * 3 + 1;
    __asm__ volatile("" : "+r"(value));
  }
  return value;
}

static enum poll work(struct task *self, void *argument) {
  struct polled *polled = argument;
  struct run *run = polled->run;
  if (run->began_ns == 0)
    run->began_ns = thread_ns();
  polled->value = compute(polled->value, run->steps);
  if (--polled->left > 0) {
    task_wake(self);
    return POLL_PENDING;
  }
  if (--run->running == 0)
    run->ended_ns = thread_ns();
  return POLL_READY;
}

/* A worker's loop without preemption: no generator, current task, turn, section or flag.
 * What remains is the queue and the stations of a task's life. */
static void run_bare_loop(struct polled *polled) {
  static const struct task_options options = {.worker = -1};
  struct task_queue queue;
  unsigned running = TASKS;
  task_queue_init(&queue);
  for (unsigned i = 0; i < TASKS; i++)
    task_queue_push(&queue, task_new(work, &polled[i], &options));
  while (running > 0) {
    struct task *task = task_queue_pop(&queue);
    task_begin(task);
    if (task->poll(task, task->argument) == POLL_PENDING && task_is_woken_already(task)) {
      task_queue_push(&queue, task);
      continue;
    }
    task_delete(task);
    running--;
  }
}

static void run_in_executor(struct executor *executor, struct polled *polled) {
  struct task *tasks[TASKS];
  for (unsigned i = 0; i < TASKS; i++)
    tasks[i] = executor_spawn(executor, work, &polled[i], NULL);
  for (unsigned i = 0; i < TASKS; i++)
    executor_join(tasks[i]);
}

/* The CPU time of a poll in ns, in a bare loop without an executor. */
static double poll_ns(struct executor *executor, unsigned steps) {
  struct run run = {.steps = steps, .running = TASKS};
  struct polled polled[TASKS];
  for (unsigned i = 0; i < TASKS; i++)
    polled[i] = (struct polled){&run, POLLS, i};
  if (executor == NULL)
    run_bare_loop(polled);
  else
    run_in_executor(executor, polled);
  return (double)(run.ended_ns - run.began_ns) / (TASKS * POLLS);
}

struct arms {
  struct samples bare, off, on, off_ratio, on_ratio;
};

static void take_round(struct arms *arms, struct executor *off, struct executor *on,
                       unsigned steps) {
  double bare_ns = poll_ns(NULL, steps);
  double off_ns = poll_ns(off, steps), on_ns = poll_ns(on, steps);
  samples_add(&arms->bare, bare_ns);
  samples_add(&arms->off, off_ns);
  samples_add(&arms->on, on_ns);
  samples_add(&arms->off_ratio, off_ns / bare_ns);
  samples_add(&arms->on_ratio, on_ns / bare_ns);
}

static struct executor *start(enum preempt_way way, uint64_t quantum_ns) {
  struct executor_options options = {
      .workers = 1, .way = way, .quantum = quantum_of(quantum_ns)};
  return trial_start(&options);
}

static void stop(struct executor *executor) {
  executor_shutdown(executor);
  executor_delete(executor);
}

/* Far longer than a poll, so that no poll is preempted. */
static const uint64_t QUANTUM_NS = 10000000;

void measure_poll(void) {
  static struct arms working, empty;
  struct executor *off = start(PREEMPT_NEVER, 0);
  struct executor *on = start(PREEMPT_BY_TRAMPOLINE, QUANTUM_NS);
  for (int round = 0; round < ROUNDS; round++) {
    take_round(&working, off, on, WORKING);
    take_round(&empty, off, on, EMPTY);
  }
  fixture_measure("pollBare", "ns", samples_quantile(&working.bare, 0.5));
  fixture_measure("pollOff", "ratio", samples_quantile(&working.off_ratio, 0.5));
  fixture_measure("pollOn", "ratio", samples_quantile(&working.on_ratio, 0.5));
  fixture_measure("emptyPollBare", "ns", samples_quantile(&empty.bare, 0.5));
  fixture_measure("emptyPollOff", "ns", samples_quantile(&empty.off, 0.5));
  fixture_measure("emptyPollOn", "ns", samples_quantile(&empty.on, 0.5));
  stop(off);
  stop(on);
}
