#define _GNU_SOURCE
#include "worker.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

__thread volatile sig_atomic_t worker_preemptible;
static __thread struct worker *this_worker;

void worker_become(struct worker *worker) { this_worker = worker; }

__attribute__((noinline)) struct worker *worker_current(void) {
  struct worker *worker = this_worker;
  __asm__ volatile("" : "+r"(worker));
  return worker;
}

void worker_notify(struct worker *worker) {
  atomic_fetch_add(&worker->news, 1);
  syscall(SYS_futex, &worker->news, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

void worker_enqueue(struct worker *worker, struct task *task) {
  task_queue_push(&worker->runnable[task->options.priority], task);
  worker_notify(worker);
}

void worker_sleep(struct worker *worker, uint32_t heard, const struct timespec *limit) {
  syscall(SYS_futex, &worker->news, FUTEX_WAIT_PRIVATE, heard, limit, NULL, 0);
}
