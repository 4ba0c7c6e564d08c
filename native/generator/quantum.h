/* How long a task may keep its worker before it is interrupted. */
#ifndef PREEMPT_LAB_QUANTUM_H
#define PREEMPT_LAB_QUANTUM_H

#include <stdatomic.h>
#include <stdint.h>

#include "task.h"

struct quantum {
  uint64_t ns[TASK_PRIORITIES]; /* by a task's priority; 0: as long as it likes */
  /* Each worker uses less than that when nearly all of its tasks need less to end a poll:
   * see turn.h. */
  int adaptive;
};

/* The same for every priority. */
static inline struct quantum quantum_of(uint64_t ns) {
  return (struct quantum){.ns = {ns, ns, ns}};
}

/* A quantum that one thread changes while others read it. */
struct shared_quantum {
  _Atomic uint64_t ns[TASK_PRIORITIES];
  atomic_int adaptive;
};

void quantum_share(struct shared_quantum *shared, const struct quantum *quantum);

/* Whether tasks of any priority have a quantum. */
int quantum_is_limited(const struct quantum *quantum);

/* The shortest quantum that this machine can deliver, in ns: twice what a signal costs a
 * thread, so that a task has at least half of its time for itself. It is measured at the
 * first call (signal_cost.h) and does not depend on who else uses the machine, so no
 * quantum above it is refused by bad luck. */
uint64_t quantum_least_ns(void);

/* Whether none of its times is shorter than quantum_least_ns(). */
int quantum_is_deliverable(const struct quantum *quantum);

#endif
