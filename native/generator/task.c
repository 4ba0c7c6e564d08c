#include "task.h"

#include <stdlib.h>

#include "alarms.h"
#include "capture.h"
#include "executor_state.h"
#include "insist.h"
#include "no_preempt.h"
#include "task_life.h"

struct task *task_new(task_poll *poll, void *argument,
                      const struct task_options *options) {
  struct task *task = calloc(1, sizeof *task);
  if (task == NULL)
    return NULL;
  task->poll = poll;
  task->argument = argument;
  task->options = *options;
  task->schedule = TASK_QUEUED;
  pthread_mutex_init(&task->mutex, NULL);
  pthread_cond_init(&task->ended, NULL);
  return task;
}

void task_delete(struct task *task) {
  pthread_cond_destroy(&task->ended);
  pthread_mutex_destroy(&task->mutex);
  free(task);
}

int task_begin(struct task *task) {
  enum task_schedule queued = TASK_QUEUED;
  return atomic_compare_exchange_strong(&task->schedule, &queued, TASK_RUNNING);
}

int task_is_woken_already(struct task *task) {
  enum task_schedule running = TASK_RUNNING;
  if (atomic_compare_exchange_strong(&task->schedule, &running, TASK_IDLE))
    return 0;
  atomic_store(&task->schedule, TASK_QUEUED);
  return 1;
}

/* Whoever joins the task may free it as soon as it is said to have ended. */
void task_end(struct task *task) {
  struct worker *worker = task->worker;
  atomic_store(&task->schedule, TASK_FINISHED);
  pthread_mutex_lock(&task->mutex);
  task->has_ended = 1;
  pthread_cond_signal(&task->ended);
  pthread_mutex_unlock(&task->mutex);
  atomic_fetch_sub(&worker->tasks, 1);
  executor_task_ended(worker->executor);
}

/* What the state of a task becomes when the task is woken in state `from`; the same when
 * nothing changes. */
static enum task_schedule woken(enum task_schedule from) {
  return from == TASK_IDLE ? TASK_QUEUED : from == TASK_RUNNING ? TASK_WOKEN : from;
}

void task_wake(struct task *task) {
  no_preempt_enter();
  enum task_schedule from = atomic_load(&task->schedule);
  while (!atomic_compare_exchange_weak(&task->schedule, &from, woken(from))) {
  }
  if (from == TASK_IDLE)
    worker_enqueue(task->worker, task);
  no_preempt_leave();
}

struct task *task_current(void) {
  struct worker *worker = worker_current();
  return worker == NULL ? NULL : worker->current;
}

void task_set_result(struct task *self, uint64_t result) { self->result = result; }

static int pin_on(struct generator *generator) {
  struct task *task = task_current();
  if (task == NULL)
    return 0;
  no_preempt_enter();
  pin_step(&task->pin, PIN_ASKED, task->worker->executor->options.after_switch);
  if (task->pin.generator == NULL)
    task->pin.generator = generator;
  no_preempt_leave();
  return 1;
}

int pin_stack(void) { return pin_on(NULL); }

int pin_current_generator(void) {
  struct worker *worker = worker_current();
  return pin_on(worker == NULL ? NULL : worker->running);
}

static struct worker *worker_to_leave(void) {
  struct worker *worker = worker_current();
  insist(worker != NULL && worker->current != NULL, "a yield outside a task");
  insist(worker->sections == 0, "a yield inside a section without preemption");
  return worker;
}

void task_yield(void) {
  struct worker *worker = worker_to_leave();
  worker_preemptible = 0;
  if (capture_is_possible(worker))
    capture(PIN_EXPLICIT);
  worker_preemptible = 1;
}

static enum park_result park(struct worker *worker, uint64_t ns) {
  struct task *self = worker->current;
  if (!capture_is_possible(worker))
    return PARK_REFUSED;
  self->alarm_rang = 0;
  self->parks = 1;
  if (ns > 0)
    alarms_set(worker, self, ns);
  capture(PIN_EXPLICIT);
  return self->alarm_rang ? PARK_TIMED_OUT : PARK_WOKEN;
}

enum park_result task_park(uint64_t ns) {
  struct worker *worker = worker_to_leave();
  worker_preemptible = 0;
  enum park_result result = park(worker, ns);
  worker_preemptible = 1;
  return result;
}

void task_wake_after(struct task *self, uint64_t ns) {
  no_preempt_enter();
  alarms_set(self->worker, self, ns);
  no_preempt_leave();
}
