#include "short_task.h"

#include "native/shared/clock.h"

/* About 20 us of computation. */
enum { STEPS = 20000 };

static void work(void) {
  uint64_t value = 1;
  for (unsigned step = 0; step < STEPS; step++) {
    value = value * 3 + 1;
    __asm__ volatile("" : "+r"(value));
  }
}

enum poll short_task_poll(struct task *self, void *argument) {
  struct short_task *task = argument;
  uint64_t now = monotonic_ns();
  task->served(task, now > task->due_ns ? now - task->due_ns : 0);
  if (atomic_load(task->over))
    return POLL_READY;
  work();
  now = monotonic_ns();
  task->due_ns = (now / SHORT_PERIOD_NS + 1) * SHORT_PERIOD_NS;
  task_wake_after(self, task->due_ns - now);
  return POLL_PENDING;
}
