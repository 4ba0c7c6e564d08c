/* What becomes of tasks that are interrupted, one property per name given. Prints nothing
 * and leaves with 0 when it holds. */
#define _GNU_SOURCE
#include <alloca.h>
#include <errno.h>
#include <sched.h>

#include "executors.h"
#include "native/generator/frame.h"
#include "native/generator/worker.h"
#include "native/shared/clock.h"
#include "native/telemetry.h"
#include "properties.h"

static uint64_t now_ms(void) { return monotonic_ns() / 1000000; }

static enum poll spin(struct task *self, void *argument) {
  (void)self;
  const atomic_int *stop = argument;
  while (!atomic_load(stop))
    ;
  return POLL_READY;
}

/* Interrupts the worker until some signals have met a task. */
static struct worker_counts preempted(struct executor_options options,
                                      const struct task_options *of_tasks) {
  static atomic_int stop;
  options.way = PREEMPT_BY_TRAMPOLINE;
  struct executor *executor = executor_of(options);
  struct task *tasks[3];
  for (unsigned i = 0; i < 3; i++)
    tasks[i] = executor_spawn(executor, spin, &stop, of_tasks);
  struct worker_counts counts = {0};
  for (; counts.preempts + counts.deferred + counts.refused < 200;
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

/* The latter as good as without end: only a timer that does nothing gets there. */
enum { SHORT_MS = 200, LONG_MS = 3600000 };

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

/* Has used its stack up but for some bytes. */
struct deep {
  size_t left;
  atomic_int is_there, stop;
};

static enum poll spin_at_the_end(struct task *self, void *argument) {
  struct deep *deep = argument;
  struct stack stack = generator_stack(self->worker->running);
  char here;
  volatile char *used = alloca((size_t)(&here - stack.low) - deep->left);
  used[0] = 0;
  atomic_store(&deep->is_there, 1);
  return spin(self, &deep->stop);
}

static void overflow_with(struct executor_options options, size_t left) {
  static struct deep deep;
  deep.left = left;
  struct executor *executor = executor_of(options);
  spawn(executor, spin_at_the_end, &deep);
  for (;;)
    executor_interrupt_worker(executor, 0);
}

/* The least that the kernel ever puts there is more: the red zone and what fxsave takes.
 */
static void no_room_for_a_signal(void) {
  struct executor_options options = plain;
  options.way = PREEMPT_IN_HANDLER;
  overflow_with(options, 500);
}

static void no_room_for_a_preempt(void) {
  struct executor_options options = plain;
  options.way = PREEMPT_BY_TRAMPOLINE;
  options.faults = FAULT_STACK_UNCHECKED;
  overflow_with(options, frame_of_trampoline() / 2);
}

static struct worker_counts deep_preempts(enum preempt_way way, size_t left) {
  struct deep deep = {.left = left};
  struct executor_options options = plain;
  options.way = way;
  struct executor *executor = executor_of(options);
  struct task *task = spawn(executor, spin_at_the_end, &deep);
  struct worker_counts counts = {0};
  while (!atomic_load(&deep.is_there)) /* on its way down there is room */
    sched_yield();
  for (; counts.preempts + counts.refused < 50; counts = executor_counts(executor))
    executor_interrupt_worker(executor, 0);
  atomic_store(&deep.stop, 1);
  executor_join(task);
  end(executor);
  return counts;
}

/* What a task's own frames take beyond the bytes that it leaves. */
enum { OWN_FRAMES = 512 };

static void room_is_wanted(enum preempt_way way, size_t frame) {
  size_t wanted = frame + FRAME_CAPTURE;
  struct worker_counts counts = deep_preempts(way, wanted - 1);
  insist(counts.preempts == 0 && counts.refused > 0, "there was no room");
  counts = deep_preempts(way, wanted + OWN_FRAMES);
  /* A signal that finds the task just being resumed, and so somewhat deeper, is refused:
     on a busy machine that may be most of them. Without room it would be all. */
  insist(counts.preempts > 0, "there was room");
}

static void room_for_the_trampoline(void) {
  room_is_wanted(PREEMPT_BY_TRAMPOLINE, frame_of_trampoline());
}

static void room_for_handlers(void) {
  room_is_wanted(PREEMPT_IN_HANDLER, 2 * frame_of_signal());
}

/* Near the end of its stack, at an address that there cannot be: no overflow. */
static enum poll go_wild(struct task *self, void *argument) {
  (void)argument;
  struct stack stack = generator_stack(self->worker->running);
  char here;
  volatile char *used = alloca((size_t)(&here - stack.low) - 1000);
  used[0] = *(volatile char *)(UINT64_C(1) << 62);
  return POLL_READY;
}

static void wild_address(void) {
  executor_join(spawn(executor_of(plain), go_wild, NULL));
}

static const struct property properties[] = {
    {"preempts", preempts},
    {"unpreemptible", unpreemptible},
    {"no-stack-to-go-on-with", no_stack_to_go_on_with},
    {"stack-overflow", stack_overflow},
    {"no-room-for-a-signal", no_room_for_a_signal},
    {"no-room-for-a-preempt", no_room_for_a_preempt},
    {"room-for-the-trampoline", room_for_the_trampoline},
    {"room-for-handlers", room_for_handlers},
    {"wild-address", wild_address},
    {"quanta", quanta},
    {"quantum-changes", quantum_changes},
    {NULL, NULL},
};

int main(int argc, char *argv[]) { return check_property(properties, argc, argv); }
