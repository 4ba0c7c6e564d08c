/* What becomes of tasks that are interrupted, one property per name given. Prints nothing
 * and leaves with 0 when it holds. */
#define _GNU_SOURCE
#include <alloca.h>
#include <errno.h>
#include <sched.h>

#include "executors.h"
#include "native/generator/worker.h"
#include "native/telemetry.h"
#include "properties.h"

static uint64_t now_ms(void) { return telemetry_now_ns() / 1000000; }

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

enum { SHORT_MS = 200, LONG_MS = 10000 };

/* Three tasks that never end their poll, which nobody but the timer interrupts. */
static struct worker_counts after_turns(struct executor *executor, uint64_t preempts,
                                        uint64_t ms) {
  static atomic_int stop;
  struct task *tasks[3];
  atomic_store(&stop, 0);
  for (unsigned i = 0; i < 3; i++)
    tasks[i] = spawn(executor, spin, &stop);
  for (uint64_t began = now_ms();
       executor_counts(executor).preempts < preempts && now_ms() < began + ms;)
    sched_yield();
  atomic_store(&stop, 1);
  for (unsigned i = 0; i < 3; i++)
    executor_join(tasks[i]);
  return executor_counts(executor);
}

static struct executor *timed_executor(struct quantum quantum) {
  struct executor_options options = plain;
  options.way = PREEMPT_BY_TRAMPOLINE;
  options.quantum = quantum;
  return executor_of(options);
}

static void quanta(void) {
  struct executor *executor = timed_executor(quantum_of(1000000));
  struct worker_counts counts = after_turns(executor, 50, LONG_MS);
  insist(counts.preempts >= 50, "the timer interrupts nobody");
  insist(counts.interrupts >= counts.preempts, "there are preempts that nobody asked");
  end(executor);
}

static void quantum_changes(void) {
  struct quantum none = quantum_of(0), some = quantum_of(1000000),
                 impossible = quantum_of(1);
  struct executor *executor = timed_executor(quantum_of(UINT64_C(1000000000000)));
  insist(after_turns(executor, 1, SHORT_MS).preempts == 0, "the quantum is not over");
  insist(executor_set_quantum(executor, &impossible) == EINVAL, "it is impossible");
  insist(executor_set_quantum(executor, &some) == 0, "it cannot be changed");
  insist(after_turns(executor, 50, LONG_MS).preempts >= 50, "it was not changed");
  insist(executor_set_quantum(executor, &none) == 0, "there can be none");
  uint64_t before = executor_counts(executor).preempts;
  insist(after_turns(executor, before + 10, SHORT_MS).preempts <= before + 1,
         "there is one where there should be none");
  end(executor);
  executor = executor_of(plain);
  insist(executor_set_quantum(executor, &some) == EINVAL, "it has no timer");
  end(executor);
}

static volatile int digging = 1;

static int dig(volatile char *above) {
  volatile char frame[512];
  frame[0] = *above;
  return digging ? dig(frame) + frame[0] : 0;
}

static enum poll overflow(struct task *self, void *argument) {
  (void)self, (void)argument;
  char nothing = 0;
  dig(&nothing);
  return POLL_READY;
}

static void stack_overflow(void) {
  executor_join(spawn(executor_of(plain), overflow, NULL));
}

/* Has used its stack up but for less than what the kernel puts there for a signal. */
static enum poll spin_at_the_end(struct task *self, void *argument) {
  struct stack stack = generator_stack(self->worker->running);
  char here;
  volatile char *used = alloca((size_t)(&here - stack.low) - 1500);
  used[0] = 0;
  return spin(self, argument);
}

static void no_room_for_a_signal(void) {
  static atomic_int never;
  struct executor_options options = plain;
  options.way = PREEMPT_IN_HANDLER;
  struct executor *executor = executor_of(options);
  spawn(executor, spin_at_the_end, &never);
  for (;;)
    executor_interrupt_worker(executor, 0);
}

static const struct property properties[] = {
    {"preempts", preempts},
    {"unpreemptible", unpreemptible},
    {"no-stack-to-go-on-with", no_stack_to_go_on_with},
    {"stack-overflow", stack_overflow},
    {"no-room-for-a-signal", no_room_for_a_signal},
    {"quanta", quanta},
    {"quantum-changes", quantum_changes},
    {NULL, NULL},
};

int main(int argc, char *argv[]) { return check_property(properties, argc, argv); }
