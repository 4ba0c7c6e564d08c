#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdlib.h>

#include "executor_state.h"
#include "interrupt.h"
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
    quantum_share(&executor->quantum, &options->quantum);
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

/* Starts each of `count` workers, in addition to those that are there. Stops at the first
 * error. */
static int start_workers(struct executor *executor, unsigned count) {
  for (unsigned id = 0; id < count; id++) {
    struct worker *worker = &executor->workers[id];
    init_worker(worker, executor, (int)id);
    int error = worker_thread_start(worker);
    if (error != 0)
      return error;
    executor->options.workers++;
  }
  return 0;
}

/* Without a handler there can be no worker, and without workers no timer. */
static int start(struct executor *executor) {
  const struct executor_options *options = &executor->options;
  unsigned workers = options->workers;
  executor->options.workers = 0;
  int error = interrupt_install(options);
  if (error == 0)
    error = start_workers(executor, workers);
  if (error == 0 && options->way != PREEMPT_NEVER &&
      quantum_is_limited(&options->quantum))
    error = timer_start(executor);
  return error;
}

static int is_possible_executor(const struct executor_options *options) {
  return options->workers > 0 && quantum_is_deliverable(&options->quantum);
}

struct executor *executor_new(const struct executor_options *chosen) {
  struct executor_options options = *chosen;
  if (options.signal == 0)
    options.signal = SIGURG;
  if (!is_possible_executor(&options)) {
    errno = EINVAL;
    return NULL;
  }
  struct executor *executor = allocate(&options);
  if (executor == NULL)
    return NULL;
  int error = start(executor);
  if (error == 0)
    return executor;
  executor_shutdown(executor);
  executor_delete(executor);
  errno = error;
  return NULL;
}

void executor_shutdown(struct executor *executor) {
  atomic_store(&executor->shuts_down, 1);
  executor_notify_all(executor);
  for (unsigned id = 0; id < executor->options.workers; id++)
    pthread_join(executor->workers[id].thread, NULL);
  timer_stop(executor);
}

void executor_delete(struct executor *executor) {
  stack_pool_delete(executor->stacks);
  free(executor->workers);
  free(executor);
}
