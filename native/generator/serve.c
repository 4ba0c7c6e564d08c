#include "serve.h"

#include <stdlib.h>

#include "alarms.h"
#include "executor_state.h"
#include "insist.h"
#include "task_life.h"
#include "turn.h"

/* More than malloc(3) caches per thread, so that it has to take the arena's lock. */
enum { WRONG_BYTES = 3000 };

/* The only place that calls a task's code. */
static enum poll poll_task(struct worker *worker, struct task *task) {
  worker->counts.polls++;
  worker->current = task;
  turn_begin(worker, task);
  worker_preemptible = 1;
  enum poll polled = task->poll(task, task->argument);
  worker_preemptible = 0;
  turn_end(worker, task, 1);
  worker->current = NULL;
  insist(worker->sections == 0, "a poll ends inside a section without preemption");
  return polled;
}

/* A poll has ended, on whichever generator. */
static void settle(struct worker *worker, struct task *task, enum poll polled) {
  if (polled == POLL_READY) {
    alarms_cancel(worker, task);
    task_end(task);
  } else if (task_is_woken_already(task)) {
    task_queue_push(&worker->runnable[task->options.priority], task);
  }
}

/* Does what a scheduler does that makes a generator only when it needs one. */
static void allocate_wrongly(const struct worker *worker) {
  if ((worker->executor->options.faults & FAULT_SCHEDULER_ALLOCATES) != 0) {
    void *volatile block = malloc(WRONG_BYTES);
    free(block);
  }
}

static void count(struct worker *worker, struct task *task) {
  if (task->pin.reason == PIN_PREEMPTED) {
    worker->counts.preempts++;
    task->preempts++;
  } else {
    worker->counts.yields++;
  }
}

static struct task_queue *queue_of_preempted(struct worker *worker,
                                             const struct task *task) {
  return worker->executor->options.order == PREEMPTED_FIRST
             ? &worker->preempted
             : &worker->runnable[task->options.priority];
}

/* The task's turn is over in the middle of its poll. */
static void put_back(struct worker *worker, struct task *task) {
  worker->current = NULL;
  turn_end(worker, task, 0);
  allocate_wrongly(worker);
  count(worker, task);
  if (worker->executor->options.observer.task_preempted != NULL)
    worker->executor->options.observer.task_preempted(task);
  int waits = task->parks && !task_is_woken_already(task);
  task->parks = 0;
  if (!waits)
    task_queue_push(queue_of_preempted(worker, task), task);
}

void serve_later(struct worker *worker) {
  worker->counts.promotions++;
  put_back(worker, worker->current);
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
    put_back(worker, task);
    return;
  }
  enum pin_event event = task->polled == POLL_READY ? PIN_READY : PIN_PENDING;
  pin_step(&task->pin, event, worker->executor->options.after_switch);
  if (generator_state_of(own) == GENERATOR_FINISHED) {
    task->pin.generator = NULL;
    generator_delete(own);
  }
  settle(worker, task, task->polled);
}

/* The loop's generator was left to the task in the middle of its poll, and that poll has
 * ended now. This generator never serves another task. */
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

void serve(struct generator *self, struct worker *worker, struct task *task) {
  if (task_begin(task))
    alarms_cancel(worker, task);
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
