/* What an executor promises whether or not it preempts, one property per name given.
 * Prints nothing and leaves with 0 when it holds. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>

#include "executors.h"
#include "properties.h"

static void refused(struct executor_options options, int error) {
  errno = 0;
  insist(executor_new(&options) == NULL && errno == error, "it is not refused");
}

static void bad_options(void) {
  refused((struct executor_options){.workers = 0}, EINVAL);
  refused((struct executor_options){.workers = 1, .stacks = {.stack_bytes = 100}},
          EINVAL);
  refused((struct executor_options){.workers = 1, .quantum = quantum_of(1)}, EINVAL);
  for (unsigned most = 1; most <= 3; most++)
    refused((struct executor_options){.workers = 2, .stacks = {.most = most}}, EAGAIN);
}

/* A caller may have blocked and ignored the signal that is used to measure. */
static void least_quantum(void) {
  sigset_t own, mask;
  struct sigaction ignored = {.sa_handler = SIG_IGN}, after;
  sigemptyset(&own);
  sigaddset(&own, SIGUSR2);
  pthread_sigmask(SIG_BLOCK, &own, NULL);
  sigaction(SIGUSR2, &ignored, NULL);
  uint64_t least = quantum_least_ns();
  insist(least > 0 && least == quantum_least_ns(), "it is not measured once");
  struct quantum shorter = quantum_of(least - 1), enough = quantum_of(least);
  insist(!quantum_is_deliverable(&shorter) && quantum_is_deliverable(&enough),
         "it is not the least");
  pthread_sigmask(SIG_SETMASK, NULL, &mask);
  sigaction(SIGUSR2, NULL, &after);
  insist(sigismember(&mask, SIGUSR2) == 1, "the signal mask is another");
  insist(after.sa_handler == SIG_IGN, "the disposition is another");
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

static enum poll set_alarm_and_yield(struct task *self, void *argument) {
  unsigned *polls = argument;
  if (++*polls == 2)
    return POLL_READY;
  task_wake_after(self, 1000000);
  task_yield();
  return POLL_PENDING;
}

/* An alarm is not taken back because the poll that set it was left in the middle. */
static void alarm_over_a_yield(void) {
  struct executor *executor = executor_of(plain);
  unsigned polls = 0;
  executor_join(spawn(executor, set_alarm_and_yield, &polls));
  insist(polls == 2, "it was not woken");
  end(executor);
}

struct parked {
  uint64_t ns;
  atomic_int parks;
  enum park_result result;
};

static enum poll park_once(struct task *self, void *argument) {
  (void)self;
  struct parked *parked = argument;
  atomic_store(&parked->parks, 1);
  parked->result = task_park(parked->ns);
  return POLL_READY;
}

static enum poll wake_it_and_park(struct task *self, void *argument) {
  task_wake(self);
  return park_once(self, argument);
}

/* Whoever is woken before it parks does not miss it. */
static void parking(void) {
  struct executor *executor = executor_of(plain);
  struct parked slow = {.ns = 0}, late = {.ns = 1000000}, early = {.ns = 0};
  struct task *waits = spawn(executor, park_once, &slow);
  executor_join(spawn(executor, park_once, &late));
  insist(late.result == PARK_TIMED_OUT, "its time was not over");
  executor_join(spawn(executor, wake_it_and_park, &early));
  insist(early.result == PARK_WOKEN, "it had been woken");
  while (!atomic_load(&slow.parks))
    sched_yield();
  task_wake(waits);
  executor_join(waits);
  insist(slow.result == PARK_WOKEN, "nobody woke it");
  insist(executor_counts(executor).yields == 3, "not all of them parked");
  end(executor);
}

/* The worker's handlers and its loop have the only two stacks. */
static void parking_without_a_stack(void) {
  struct executor_options options = plain;
  options.stacks.most = 3;
  struct executor *executor = executor_of(options);
  struct parked first = {.ns = 0}, second = {.ns = 0};
  struct task *waits = spawn(executor, park_once, &first);
  executor_join(spawn(executor, park_once, &second));
  insist(second.result == PARK_REFUSED, "there was no stack for it");
  task_wake(waits);
  executor_join(waits);
  insist(first.result == PARK_WOKEN, "nobody woke it");
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

static const struct property properties[] = {
    {"bad-options", bad_options},
    {"least-quantum", least_quantum},
    {"results", results},
    {"bad-spawns", bad_spawns},
    {"alarms", alarms},
    {"alarm-over-a-yield", alarm_over_a_yield},
    {"parking", parking},
    {"parking-without-a-stack", parking_without_a_stack},
    {"more-pinned-than-stacks", more_pinned_than_stacks},
    {"priorities", priorities},
    {"interrupt-results", interrupt_results},
    {NULL, NULL},
};

int main(int argc, char *argv[]) { return check_property(properties, argc, argv); }
