#define _GNU_SOURCE
#include "worker.h"

#include <errno.h>
#include <linux/futex.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "executor_state.h"
#include "insist.h"
#include "interrupt.h"
#include "task_life.h"

/* More than what malloc(3) keeps per thread: it takes the arena's lock for it. */
enum { WRONG_BYTES = 3000 };

__thread volatile sig_atomic_t worker_preemptible;
static __thread struct worker *this_worker;

__attribute__((noinline)) struct worker *worker_current(void) {
  struct worker *worker = this_worker;
  __asm__ volatile("" : "+r"(worker));
  return worker;
}

static uint64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

void worker_notify(struct worker *worker) {
  atomic_fetch_add(&worker->news, 1);
  syscall(SYS_futex, &worker->news, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

void worker_enqueue(struct worker *worker, struct task *task) {
  task_queue_push(&worker->runnable[task->options.priority], task);
  worker_notify(worker);
}

void worker_set_alarm(struct worker *worker, struct task *task, uint64_t ns) {
  struct task **place = &worker->alarms;
  task->wake_at_ns = now_ns() + ns;
  while (*place != NULL && (*place)->wake_at_ns <= task->wake_at_ns)
    place = &(*place)->next_alarm;
  task->next_alarm = *place;
  *place = task;
}

/* Until there is news since `heard`, or an alarm is due. */
static void sleep_until_news(struct worker *worker, uint32_t heard) {
  struct timespec timeout, *limit = NULL;
  if (worker->alarms != NULL) {
    uint64_t now = now_ns(), at = worker->alarms->wake_at_ns;
    uint64_t left = at > now ? at - now : 0;
    timeout = (struct timespec){(time_t)(left / 1000000000), (long)(left % 1000000000)};
    limit = &timeout;
  }
  syscall(SYS_futex, &worker->news, FUTEX_WAIT_PRIVATE, heard, limit, NULL, 0);
}

static void ring_alarms(struct worker *worker) {
  while (worker->alarms != NULL && worker->alarms->wake_at_ns <= now_ns()) {
    struct task *task = worker->alarms;
    worker->alarms = task->next_alarm;
    task->wake_at_ns = 0;
    task_wake(task);
  }
}

static struct task *first_runnable(struct worker *worker) {
  struct task *task = NULL;
  for (int priority = 0; task == NULL && priority < TASK_PRIORITIES; priority++)
    task = task_queue_pop(&worker->runnable[priority]);
  return task;
}

/* Preempted tasks go first, but not twice in a row while others wait: one that never ends
 * would be served for ever. */
static struct task *pick(struct worker *worker) {
  struct task *task = worker->preempted_last ? first_runnable(worker) : NULL;
  worker->preempted_last = 0;
  if (task != NULL)
    return task;
  task = task_queue_pop(&worker->preempted);
  worker->preempted_last = task != NULL;
  return task != NULL ? task : first_runnable(worker);
}

/* NULL when the worker is to exit. */
static struct task *next_task(struct worker *worker) {
  for (;;) {
    uint32_t heard = atomic_load(&worker->news);
    ring_alarms(worker);
    struct task *task = pick(worker);
    if (task != NULL)
      return task;
    if (executor_is_done(worker->executor))
      return NULL;
    sleep_until_news(worker, heard);
  }
}

/* The only place that calls a task's code. */
static enum poll poll_task(struct worker *worker, struct task *task) {
  worker->counts.polls++;
  worker->current = task;
  worker_preemptible = 1;
  enum poll polled = task->poll(task, task->argument);
  worker_preemptible = 0;
  worker->current = NULL;
  insist(worker->sections == 0, "a poll ends inside a section without preemption");
  return polled;
}

/* A poll has ended, on whichever generator. */
static void settle(struct worker *worker, struct task *task, enum poll polled) {
  if (polled == POLL_READY)
    task_end(task);
  else if (task_is_woken_after_poll(task))
    worker_enqueue(worker, task);
}

/* As a scheduler does that makes a generator only when it needs one. */
static void allocate_wrongly(const struct worker *worker) {
  if ((worker->executor->options.faults & FAULT_SCHEDULER_ALLOCATES) != 0) {
    void *volatile block = malloc(WRONG_BYTES);
    free(block);
  }
}

static void put_back_preempted(struct worker *worker, struct task *task) {
  worker->current = NULL;
  allocate_wrongly(worker);
  worker->counts.preempts++;
  task->preempts++;
  if (worker->executor->options.observer.task_preempted != NULL)
    worker->executor->options.observer.task_preempted(task);
  task_queue_push(&worker->preempted, task);
}

static void put_back_promoted(struct worker *worker) {
  worker->counts.promotions++;
  put_back_preempted(worker, worker->current);
}

/* The body of a generator that was made for a task. */
static void poll_until_ready(struct generator *self, void *argument) {
  struct task *task = argument;
  for (;;) {
    task->polled = poll_task(task->worker, task);
    if (task->polled == POLL_READY)
      return;
    generator_yield(self);
  }
}

static int ensure_generator(struct worker *worker, struct task *task) {
  if (task->pin.generator == NULL)
    task->pin.generator = generator_new(worker->executor->stacks, poll_until_ready, task);
  return task->pin.generator != NULL;
}

static void poll_on_its_generator(struct worker *worker, struct task *task) {
  struct generator *own = task->pin.generator;
  worker->running = own;
  generator_resume(own);
  worker->running = worker->loop;
  if (worker->current != NULL) {
    put_back_preempted(worker, task);
    return;
  }
  enum pin_event event = task->polled == POLL_READY ? PIN_READY : PIN_PENDING;
  pin_step(&task->pin, event, worker->executor->options.after_switch);
  if (generator_state_of(own) == GENERATOR_FINISHED) {
    task->pin.generator = NULL;
    generator_delete(own);
    worker_replenish(worker);
  }
  settle(worker, task, task->polled);
}

/* The loop was left to the task in the middle of its poll, and now that poll has ended:
 * this generator never serves anybody else. */
static void end_as_the_tasks_own(struct generator *self, struct worker *worker,
                                 struct task *task, enum poll polled) {
  task->polled = polled;
  if (worker->executor->options.after_switch == AFTER_SWITCH_EXIT)
    return;
  while (task->polled == POLL_PENDING) {
    generator_yield(self);
    task->polled = poll_task(worker, task);
  }
}

static void serve(struct generator *self, struct worker *worker, struct task *task) {
  task_begin(task);
  if (task->pin.mode != PIN_NONE && ensure_generator(worker, task)) {
    poll_on_its_generator(worker, task);
    return;
  }
  enum poll polled = poll_task(worker, task);
  if (worker->loop != self) {
    end_as_the_tasks_own(self, worker, task, polled);
    return;
  }
  if (task->pin.generator == self)
    worker->loop = NULL;
  settle(worker, task, polled);
}

static void worker_loop(struct generator *self, void *argument) {
  struct worker *worker = argument;
  struct task *task;
  while (worker->loop == self && (task = next_task(worker)) != NULL)
    serve(self, worker, task);
}

int worker_replenish(struct worker *worker) {
  if (worker->fresh == NULL)
    worker->fresh = generator_new(worker->executor->stacks, worker_loop, worker);
  return worker->fresh != NULL;
}

/* One generator after the other runs the loop, on the thread's own stack. */
static void *worker_main(void *argument) {
  struct worker *worker = argument;
  const struct executor_observer *observer = &worker->executor->options.observer;
  this_worker = worker;
  interrupt_prepare_thread(worker->handlers);
  if (observer->worker_starts != NULL)
    observer->worker_starts(worker->id);
  atomic_store(&worker->state, WORKER_RUNNING);
  for (int exits = 0; !exits;) {
    struct generator *loop = worker->loop = worker->running = worker->fresh;
    worker->fresh = NULL;
    worker_replenish(worker);
    generator_resume(loop);
    exits = worker->current == NULL && worker->loop == loop;
    if (exits)
      generator_delete(loop);
    else if (worker->current != NULL)
      put_back_promoted(worker);
  }
  if (observer->worker_ends != NULL)
    observer->worker_ends(worker->id);
  pthread_mutex_lock(&worker->exit_mutex);
  atomic_store(&worker->state, WORKER_EXITED);
  pthread_mutex_unlock(&worker->exit_mutex);
  interrupt_forget_thread();
  if (worker->fresh != NULL)
    generator_delete(worker->fresh);
  stack_pool_give(worker->executor->stacks, worker->handlers);
  return NULL;
}

int worker_start(struct worker *worker) {
  worker->handlers = stack_pool_take(worker->executor->stacks);
  if (worker->handlers.low == NULL || !worker_replenish(worker))
    return errno;
  return pthread_create(&worker->thread, NULL, worker_main, worker);
}
