#include "worker.h"

__thread volatile sig_atomic_t worker_preemptible;
static __thread struct worker *this_worker;

void worker_become(struct worker *worker) { this_worker = worker; }

__attribute__((noinline)) struct worker *worker_current(void) {
  struct worker *worker = this_worker;
  __asm__ volatile("" : "+r"(worker));
  return worker;
}

void worker_enqueue(struct worker *worker, struct task *task) {
  task_queue_push(&worker->runnable[task->options.priority], task);
  news_tell(&worker->news);
}
