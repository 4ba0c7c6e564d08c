#include "worker_thread.h"

#include <errno.h>

#include "alarms.h"
#include "executor_state.h"
#include "interrupt.h"
#include "serve.h"

static void ring_alarms(struct worker *worker) {
  struct task *task;
  while ((task = alarms_due(worker)) != NULL) {
    task->alarm_rang = 1;
    task_wake(task);
  }
}

static struct task *first_runnable(struct worker *worker) {
  struct task *task = NULL;
  for (int priority = 0; task == NULL && priority < TASK_PRIORITIES; priority++)
    task = task_queue_pop(&worker->runnable[priority]);
  return task;
}

/* Preempted tasks go first, but not twice in a row while others wait: a task that never
 * ends would otherwise be served for ever. */
static struct task *pick(struct worker *worker) {
  struct task *task = worker->preempted_last ? first_runnable(worker) : NULL;
  worker->preempted_last = 0;
  if (task != NULL)
    return task;
  task = task_queue_pop(&worker->preempted);
  worker->preempted_last = task != NULL;
  return task != NULL ? task : first_runnable(worker);
}

static void sleep_until_news(struct worker *worker, uint32_t heard) {
  struct timespec left;
  worker->counts.sleeps++;
  atomic_store(&worker->is_awake, 0);
  news_await(&worker->news, heard, alarms_left(worker, &left));
  atomic_store(&worker->is_awake, 1);
  timer_notify(worker->executor);
}

/* NULL when the worker is to exit. */
static struct task *next_task(struct worker *worker) {
  for (;;) {
    uint32_t heard = news_heard(&worker->news);
    ring_alarms(worker);
    struct task *task = pick(worker);
    if (task != NULL)
      return task;
    if (executor_is_done(worker->executor))
      return NULL;
    sleep_until_news(worker, heard);
  }
}

static void run_loop(struct generator *self, void *argument);

/* Ensures that there is a generator to go on with; 0 when there are no more stacks. */
static int replenish(struct worker *worker) {
  if (worker->fresh == NULL)
    worker->fresh = generator_new(worker->executor->stacks, run_loop, worker);
  return worker->fresh != NULL;
}

static void run_loop(struct generator *self, void *argument) {
  struct worker *worker = argument;
  struct task *task;
  while (worker->loop == self && (task = next_task(worker)) != NULL) {
    replenish(worker);
    serve(self, worker, task);
    if (worker->loop == self && worker_flag_is_set(worker))
      generator_yield(self);
  }
}

/* Makes the next generator run the loop; the last was left to a task, or there has been
 * none yet. */
static void change_loop(struct worker *worker) {
  worker->loop = worker->running = worker->fresh;
  worker->fresh = NULL;
  replenish(worker);
}

/* Runs the loop until it leaves its generator. 0 when the worker is to exit. */
static int run_once(struct worker *worker) {
  struct generator *loop = worker->loop;
  generator_resume(loop);
  if (worker->current != NULL) {
    serve_later(worker);
  } else if (worker->loop == loop) {
    worker->counts.flags += (uint64_t)worker_flag_take(worker);
    return generator_state_of(loop) != GENERATOR_FINISHED;
  }
  change_loop(worker);
  return 1;
}

/* On the thread's own stack, has one generator after the other run the loop. */
static void *run_thread(void *argument) {
  struct worker *worker = argument;
  const struct executor_observer *observer = &worker->executor->options.observer;
  worker_become(worker);
  interrupt_prepare_thread(worker->handlers);
  if (observer->worker_starts != NULL)
    observer->worker_starts(worker->id);
  atomic_store(&worker->is_awake, 1);
  timer_notify(worker->executor);
  change_loop(worker);
  while (run_once(worker))
    ;
  generator_delete(worker->loop);
  if (observer->worker_ends != NULL)
    observer->worker_ends(worker->id);
  pthread_mutex_lock(&worker->exit_mutex);
  worker->has_exited = 1;
  atomic_store(&worker->is_awake, 0);
  pthread_mutex_unlock(&worker->exit_mutex);
  interrupt_forget_thread();
  if (worker->fresh != NULL)
    generator_delete(worker->fresh);
  stack_pool_give(worker->executor->stacks, worker->handlers);
  return NULL;
}

int worker_thread_start(struct worker *worker) {
  struct stack_pool *stacks = worker->executor->stacks;
  worker->handlers = stack_pool_take(stacks);
  int error = worker->handlers.low == NULL || !replenish(worker) ? errno : 0;
  if (error == 0)
    error = pthread_create(&worker->thread, NULL, run_thread, worker);
  if (error == 0)
    return 0;
  if (worker->fresh != NULL)
    generator_delete(worker->fresh);
  if (worker->handlers.low != NULL)
    stack_pool_give(stacks, worker->handlers);
  return error;
}
