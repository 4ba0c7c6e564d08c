#define _GNU_SOURCE
#include "executor.h"

#include <errno.h>
#include <stdlib.h>

#include "executor_state.h"
#include "interrupt.h"
#include "no_preempt.h"
#include "task_life.h"

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
  task_delete(task);
  return result;
}

enum interrupt_result executor_interrupt_worker(struct executor *executor, int worker) {
  if (worker < 0 || worker >= (int)executor->options.workers)
    return NO_SUCH_WORKER;
  return interrupt_send(&executor->workers[worker]) == 0 ? INTERRUPTED : INTERRUPT_FAILED;
}

int executor_set_quantum(struct executor *executor, const struct quantum *quantum) {
  if (executor->timer.watches == NULL || !quantum_is_deliverable(quantum))
    return EINVAL;
  quantum_share(&executor->quantum, quantum);
  return 0;
}

struct worker_counts executor_counts(struct executor *executor) {
  struct worker_counts sum = {0};
  for (unsigned id = 0; id < executor->options.workers; id++) {
    const struct worker_counts *counts = &executor->workers[id].counts;
    sum.polls += counts->polls;
    sum.preempts += counts->preempts;
    sum.yields += counts->yields;
    sum.promotions += counts->promotions;
    sum.outside += counts->outside;
    sum.deferred += counts->deferred;
    sum.refused += counts->refused;
    sum.flags += counts->flags;
    sum.sleeps += counts->sleeps;
    sum.interrupts += atomic_load(&executor->workers[id].interrupts);
  }
  return sum;
}

struct stack_pool_counts executor_stacks(struct executor *executor) {
  return stack_pool_count(executor->stacks);
}
