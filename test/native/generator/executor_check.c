/* What an executor promises, one property per name given. Prints nothing and leaves with
 * 0 when it holds. */
#define _GNU_SOURCE
#include <errno.h>
#include <time.h>

#include "native/generator/executor.h"
#include "native/generator/insist.h"
#include "properties.h"

enum { STACK = 64 << 10 };

static const struct executor_options plain = {.workers = 1,
                                              .stacks = {.stack_bytes = STACK}};

static struct executor *executor_of(struct executor_options options) {
  struct executor *executor = executor_new(&options);
  insist(executor != NULL, "there is no executor");
  return executor;
}

static void end(struct executor *executor) {
  executor_shutdown(executor);
  insist(executor_stacks(executor).in_use == 0, "a stack was not given back");
  executor_delete(executor);
}

static struct task *spawn(struct executor *executor, task_poll *poll, void *argument) {
  struct task *task = executor_spawn(executor, poll, argument, NULL);
  insist(task != NULL, "there is no task");
  return task;
}

static void refused(struct executor_options options, int error) {
  errno = 0;
  insist(executor_new(&options) == NULL && errno == error, "it is not refused");
}

static void bad_options(void) {
  refused((struct executor_options){.workers = 0}, EINVAL);
  refused((struct executor_options){.workers = 1, .stacks = {.stack_bytes = 100}},
          EINVAL);
  for (unsigned most = 1; most <= 3; most++)
    refused((struct executor_options){.workers = 2, .stacks = {.most = most}}, EAGAIN);
}

static enum poll count_polls(struct task *self, void *argument) {
  unsigned *left = argument;
  if (--*left == 0) {
    task_set_result(self, 42);
    return POLL_READY;
  }
  task_wake(self);
  return POLL_PENDING;
}

static void results(void) {
  struct executor *executor = executor_of(plain);
  unsigned left = 5;
  insist(executor_join(spawn(executor, count_polls, &left)) == 42, "a wrong result");
  insist(left == 0, "it was polled too little");
  end(executor);
}

static void bad_spawns(void) {
  struct executor *executor = executor_of(plain);
  unsigned left = 1;
  struct task_options bad[] = {
      {.priority = TASK_PRIORITIES}, {.worker = 1}, {.worker = -2}};
  for (unsigned i = 0; i < sizeof bad / sizeof *bad; i++)
    insist(executor_spawn(executor, count_polls, &left, &bad[i]) == NULL &&
               errno == EINVAL,
           "impossible options are taken");
  executor_shutdown(executor);
  insist(executor_spawn(executor, count_polls, &left, NULL) == NULL && errno == ESHUTDOWN,
         "a task is taken after the end");
  executor_delete(executor);
}

static enum poll alarm_twice(struct task *self, void *argument) {
  unsigned *polls = argument;
  task_wake_after(self, 1000000);
  task_wake_after(self, 2000000);
  if (++*polls == 3)
    return POLL_READY;
  task_wake(self);
  return POLL_PENDING;
}

static enum poll nap(struct task *self, void *argument) {
  unsigned *naps = argument;
  if ((*naps)-- == 0)
    return POLL_READY;
  task_wake_after(self, 3000000);
  return POLL_PENDING;
}

/* A task that has ended is woken by no alarm that it had set. */
static void alarms(void) {
  struct executor *executor = executor_of(plain);
  unsigned polls[50] = {0}, naps = 4;
  struct task *task = spawn(executor, nap, &naps);
  for (unsigned i = 0; i < 50; i++)
    executor_join(spawn(executor, alarm_twice, &polls[i]));
  executor_join(task);
  end(executor);
}

static enum poll pin_and_count(struct task *self, void *argument) {
  insist(pin_stack(), "a task cannot pin itself");
  return count_polls(self, argument);
}

/* Those that find no stack are polled on the worker's. */
static void more_pinned_than_stacks(void) {
  struct executor_options options = plain;
  options.stacks.most = 5;
  struct executor *executor = executor_of(options);
  insist(!pin_stack(), "something that is no task was pinned");
  unsigned left[20];
  struct task *tasks[20];
  for (unsigned i = 0; i < 20; i++) {
    left[i] = 4;
    tasks[i] = spawn(executor, pin_and_count, &left[i]);
  }
  for (unsigned i = 0; i < 20; i++)
    insist(executor_join(tasks[i]) == 42, "a wrong result");
  insist(executor_stacks(executor).made <= 5, "there are too many stacks");
  end(executor);
}

static char order[8];

static enum poll note(struct task *self, void *letter) {
  (void)self;
  strncat(order, letter, 1);
  return POLL_READY;
}

static struct executor *of_parent;
static struct task *children[3];

static enum poll spawn_by_priority(struct task *self, void *unused) {
  (void)self, (void)unused;
  static char letters[] = "cba";
  for (unsigned i = 0; i < 3; i++) {
    struct task_options options = {.priority = 2 - i, .worker = -1};
    children[i] = executor_spawn(of_parent, note, &letters[i], &options);
  }
  return POLL_READY;
}

static void priorities(void) {
  of_parent = executor_of(plain);
  executor_join(spawn(of_parent, spawn_by_priority, NULL));
  for (unsigned i = 0; i < 3; i++)
    executor_join(children[i]);
  insist(strcmp(order, "abc") == 0, "served out of order");
  end(of_parent);
}

static void interrupt_results(void) {
  struct executor *executor = executor_of(plain);
  unsigned naps = 1;
  executor_join(spawn(executor, nap, &naps));
  insist(executor_interrupt_worker(executor, 0) == INTERRUPTED, "worker 0 is there");
  insist(executor_interrupt_worker(executor, 1) == NO_SUCH_WORKER, "worker 1 is not");
  insist(executor_interrupt_worker(executor, -1) == NO_SUCH_WORKER, "nor is -1");
  executor_shutdown(executor);
  insist(executor_interrupt_worker(executor, 0) == INTERRUPT_FAILED, "it has exited");
  executor_delete(executor);
}

static uint64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static enum poll spin(struct task *self, void *argument) {
  (void)self;
  const atomic_int *stop = argument;
  while (!atomic_load(stop))
    ;
  return POLL_READY;
}

/* Interrupts the worker until some signals have met a task, or for ten seconds. */
static struct worker_counts preempted(struct executor_options options,
                                      const struct task_options *of_tasks) {
  static atomic_int stop;
  options.way = PREEMPT_BY_TRAMPOLINE;
  struct executor *executor = executor_of(options);
  struct task *tasks[3];
  for (unsigned i = 0; i < 3; i++)
    tasks[i] = executor_spawn(executor, spin, &stop, of_tasks);
  struct worker_counts counts = {0};
  for (uint64_t began = now_ms();
       counts.preempts + counts.deferred + counts.refused < 200 &&
       now_ms() < began + 1000;
       counts = executor_counts(executor))
    executor_interrupt_worker(executor, 0);
  atomic_store(&stop, 1);
  for (unsigned i = 0; i < 3; i++)
    executor_join(tasks[i]);
  end(executor);
  return counts;
}

static void preempts(void) {
  struct worker_counts counts = preempted(plain, NULL);
  insist(counts.preempts >= 20 && counts.promotions == 3, "they are not preempted");
}

static void unpreemptible(void) {
  struct task_options options = {.worker = -1, .unpreemptible = 1};
  struct worker_counts counts = preempted(plain, &options);
  insist(counts.preempts == 0 && counts.deferred > 0, "one was preempted");
}

/* With stacks for the handlers, the loop and one more, a single generator can be taken.
 */
static void no_stack_to_go_on_with(void) {
  struct executor_options options = plain;
  options.stacks.most = 3;
  struct worker_counts counts = preempted(options, NULL);
  insist(counts.promotions == 1 && counts.refused > 0, "it was not refused");
}

static const struct property properties[] = {
    {"bad-options", bad_options},
    {"results", results},
    {"bad-spawns", bad_spawns},
    {"alarms", alarms},
    {"more-pinned-than-stacks", more_pinned_than_stacks},
    {"priorities", priorities},
    {"interrupt-results", interrupt_results},
    {"preempts", preempts},
    {"unpreemptible", unpreemptible},
    {"no-stack-to-go-on-with", no_stack_to_go_on_with},
    {NULL, NULL},
};

int main(int argc, char *argv[]) { return check_property(properties, argc, argv); }
