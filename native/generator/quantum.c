#include "quantum.h"

#include "signal_cost.h"

void quantum_share(struct shared_quantum *shared, const struct quantum *quantum) {
  for (int priority = 0; priority < TASK_PRIORITIES; priority++)
    atomic_store(&shared->ns[priority], quantum->ns[priority]);
  atomic_store(&shared->adaptive, quantum->adaptive);
}

int quantum_is_limited(const struct quantum *quantum) {
  int limited = 0;
  for (int priority = 0; priority < TASK_PRIORITIES; priority++)
    limited |= quantum->ns[priority] != 0;
  return limited;
}

static uint64_t least_ns;

static void measure(void) { least_ns = 2 * signal_cost_ns(); }

uint64_t quantum_least_ns(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, measure);
  return least_ns;
}

int quantum_is_deliverable(const struct quantum *quantum) {
  for (int priority = 0; priority < TASK_PRIORITIES; priority++)
    if (quantum->ns[priority] != 0 && quantum->ns[priority] < quantum_least_ns())
      return 0;
  return 1;
}
