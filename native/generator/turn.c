#include "turn.h"

#include "native/shared/clock.h"

/* A quantile of a stream that need not be stored: Robbins and Monro, "A stochastic
 * approximation method", Annals of Mathematical Statistics 22 (1951), on a logarithmic
 * scale. A step up is 18 times a step down, so that it comes to rest where one poll in 19
 * is longer: at the 0.95 quantile. */
enum { UP = 4, DOWN = 80 };

static uint64_t learnt(uint64_t usual_ns, uint64_t ran_ns) {
  if (usual_ns == 0)
    return ran_ns;
  return ran_ns > usual_ns ? usual_ns + usual_ns / UP : usual_ns - usual_ns / DOWN;
}

void turn_begins_on_the_clock(struct worker *worker) {
  worker->turn_began_ns = monotonic_ns();
}

void turn_ends_on_the_clock(struct worker *worker, struct task *task, int poll_is_over) {
  if (worker->turn_began_ns == 0)
    return;
  task->ran_ns += monotonic_ns() - worker->turn_began_ns;
  worker->turn_began_ns = 0;
  if (!poll_is_over)
    return;
  uint64_t usual_ns = atomic_load(&worker->usual_ns);
  atomic_store(&worker->usual_ns, learnt(usual_ns, task->ran_ns));
  task->ran_ns = 0;
}

/* Twice the usual time lets nearly every poll end that is no longer than the others. */
uint64_t turn_quantum_ns(struct worker *worker, unsigned priority) {
  struct shared_quantum *quantum = &worker->executor->quantum;
  uint64_t most_ns = atomic_load(&quantum->ns[priority]);
  uint64_t wanted_ns = 2 * atomic_load(&worker->usual_ns);
  if (most_ns == 0 || wanted_ns == 0 || !atomic_load(&quantum->adaptive))
    return most_ns;
  uint64_t least_ns = quantum_least_ns();
  if (wanted_ns < least_ns)
    wanted_ns = least_ns;
  return wanted_ns < most_ns ? wanted_ns : most_ns;
}
