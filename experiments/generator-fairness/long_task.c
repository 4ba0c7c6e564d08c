#include "long_task.h"

#include "native/experiment/trial.h"
#include "native/generator/no_preempt.h"
#include "native/shared/clock.h"

static const uint64_t SECTION_NS = 5000000;

static void work(struct long_task *task) {
  if (task->load->round(task->seed) != task->expected)
    trial_fail(task->load->wrong);
  fixture_verified();
  task->rounds++;
}

static void work_in_section(struct long_task *task) {
  no_preempt_enter();
  uint64_t ends = monotonic_ns() + SECTION_NS;
  while (monotonic_ns() < ends)
    work(task);
  no_preempt_leave();
}

enum poll long_task_poll(struct task *self, void *argument) {
  struct long_task *task = argument;
  while (!atomic_load(task->over)) {
    if (task->kind == LONG_IN_SECTION)
      work_in_section(task);
    else
      work(task);
    if (task->kind == LONG_YIELDS)
      task_yield();
  }
  task_set_result(self, task->rounds);
  return POLL_READY;
}
