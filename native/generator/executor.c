#define _GNU_SOURCE
#include "executor.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>

#include "executor_state.h"
#include "interrupt.h"
#include "no_preempt.h"
#include "task_life.h"
#include "worker_thread.h"

static void init_worker(struct worker *worker, struct executor *executor, int id) {
  worker->id = id;
  worker->executor = executor;
  pthread_mutex_init(&worker->exit_mutex, NULL);
  task_queue_init(&worker->preempted);
  for (int priority = 0; priority < TASK_PRIORITIES; priority++)
    task_queue_init(&worker->runnable[priority]);
}

static struct executor *allocate(const struct executor_options *options) {
  struct executor *executor = calloc(1, sizeof *executor);
  struct worker *workers = calloc(options->workers, sizeof *workers);
  struct stack_pool *stacks = stack_pool_new(&options->stacks);
  if (executor != NULL && workers != NULL && stacks != NULL) {
    executor->options = *options;
    executor->workers = workers;
    executor->stacks = stacks;
    return executor;
  }
  int error = errno;
  if (stacks != NULL)
    stack_pool_delete(stacks);
  free(workers);
  free(executor);
  errno = error;
  return NULL;
}

/* Each of `count` workers, after those that are there. The first error ends it. */
static int start_workers(struct executor *executor, unsigned count) {
  for (unsigned id = 0; id < count; id++) {
    struct worker *worker = &executor->workers[id];
    init_worker(worker, executor, (int)id);
    int error = worker_thread_start(worker);
    if (error != 0) {
      executor->options.workers = id;
      return error;
    }
  }
  return 0;
}

struct executor *executor_new(const struct executor_options *chosen) {
  struct executor_options options = *chosen;
  if (options.signal == 0)
    options.signal = SIGURG;
  if (options.workers == 0) {
    errno = EINVAL;
    return NULL;
  }
  struct executor *executor = allocate(&options);
  if (executor == NULL)
    return NULL;
  int error = interrupt_install(&options);
  if (error == 0)
    error = start_workers(executor, options.workers);
  else
    executor->options.workers = 0;
  if (error == 0)
    return executor;
  executor_shutdown(executor);
  executor_delete(executor);
  errno = error;
  return NULL;
}

static struct worker *least_busy(struct executor *executor) {
  struct worker *chosen = &executor->workers[0];
  for (unsigned id = 1; id < executor->options.workers; id++) {
    struct worker *worker = &executor->workers[id];
    if (atomic_load(&worker->tasks) < atomic_load(&chosen->tasks))
      chosen = worker;
  }
  return chosen;
}

static int is_possible(const struct executor *executor,
                       const struct task_options *options) {
  return options->priority < TASK_PRIORITIES && options->worker >= -1 &&
         options->worker < (int)executor->options.workers;
}

static struct task *spawn(struct executor *executor, task_poll *poll, void *argument,
                          const struct task_options *options) {
  struct task *task = task_new(poll, argument, options);
  if (task == NULL)
    return NULL;
  atomic_fetch_add(&executor->tasks, 1);
  task->worker =
      options->worker < 0 ? least_busy(executor) : &executor->workers[options->worker];
  atomic_fetch_add(&task->worker->tasks, 1);
  worker_enqueue(task->worker, task);
  return task;
}

struct task *executor_spawn(struct executor *executor, task_poll *poll, void *argument,
                            const struct task_options *options) {
  static const struct task_options defaults = {.priority = 1, .worker = -1};
  if (options == NULL)
    options = &defaults;
  if (!is_possible(executor, options) || atomic_load(&executor->shuts_down)) {
    errno = atomic_load(&executor->shuts_down) ? ESHUTDOWN : EINVAL;
    return NULL;
  }
  no_preempt_enter();
  struct task *task = spawn(executor, poll, argument, options);
  no_preempt_leave();
  return task;
}

uint64_t executor_join(struct task *task) {
  pthread_mutex_lock(&task->mutex);
  while (!task->has_ended)
    pthread_cond_wait(&task->ended, &task->mutex);
  pthread_mutex_unlock(&task->mutex);
  uint64_t result = task->result;
  pthread_cond_destroy(&task->ended);
  pthread_mutex_destroy(&task->mutex);
  free(task);
  return result;
}

enum interrupt_result executor_interrupt_worker(struct executor *executor, int worker) {
  if (worker < 0 || worker >= (int)executor->options.workers)
    return NO_SUCH_WORKER;
  return interrupt_send(&executor->workers[worker]) == 0 ? INTERRUPTED : INTERRUPT_FAILED;
}

struct worker_counts executor_counts(struct executor *executor) {
  struct worker_counts sum = {0};
  for (unsigned id = 0; id < executor->options.workers; id++) {
    const struct worker_counts *counts = &executor->workers[id].counts;
    sum.polls += counts->polls;
    sum.preempts += counts->preempts;
    sum.promotions += counts->promotions;
    sum.outside += counts->outside;
    sum.deferred += counts->deferred;
    sum.refused += counts->refused;
    sum.flags += counts->flags;
  }
  return sum;
}

struct stack_pool_counts executor_stacks(struct executor *executor) {
  return stack_pool_count(executor->stacks);
}

void executor_shutdown(struct executor *executor) {
  atomic_store(&executor->shuts_down, 1);
  executor_notify_all(executor);
  for (unsigned id = 0; id < executor->options.workers; id++)
    pthread_join(executor->workers[id].thread, NULL);
}

void executor_delete(struct executor *executor) {
  stack_pool_delete(executor->stacks);
  free(executor->workers);
  free(executor);
}
