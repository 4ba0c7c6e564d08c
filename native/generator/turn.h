/* Turns: the periods for which a task has its worker, from being polled or resumed until
 * it ends its poll or is preempted. From them the timer reads which task has had its
 * worker for too long. */
#ifndef PREEMPT_LAB_TURN_H
#define PREEMPT_LAB_TURN_H

#include "executor_state.h"

/* A worker's latest turn in one word, for other threads to read: the number of the turn,
 * and 1 + the priority of the task that has it, or 0 when no task has it that may be
 * interrupted. */
enum { TURN_HOLDER_BITS = 2 };

static inline unsigned turn_holder(uint64_t turn) {
  return turn & ((1 << TURN_HOLDER_BITS) - 1);
}

/* For workers whose quantum is adaptive: these measure how long polls run. */
void turn_begins_on_the_clock(struct worker *worker);
void turn_ends_on_the_clock(struct worker *worker, struct task *task, int poll_is_over);

/* Only a worker's own thread writes to its turn. */
static inline void turn_set(struct worker *worker, uint64_t number, unsigned holder) {
  atomic_store_explicit(&worker->turn, number << TURN_HOLDER_BITS | holder,
                        memory_order_relaxed);
}

static inline uint64_t turn_number(struct worker *worker) {
  return atomic_load_explicit(&worker->turn, memory_order_relaxed) >> TURN_HOLDER_BITS;
}

static inline int turn_is_timed(const struct worker *worker) {
  return atomic_load_explicit(&worker->executor->quantum.adaptive, memory_order_relaxed);
}

static inline void turn_begin(struct worker *worker, const struct task *task) {
  unsigned holder = task->options.unpreemptible ? 0 : 1 + task->options.priority;
  turn_set(worker, turn_number(worker) + 1, holder);
  if (turn_is_timed(worker))
    turn_begins_on_the_clock(worker);
}

static inline void turn_end(struct worker *worker, struct task *task, int poll_is_over) {
  turn_set(worker, turn_number(worker), 0);
  if (turn_is_timed(worker))
    turn_ends_on_the_clock(worker, task, poll_is_over);
}

/* How much of a worker's time a task of a priority may take at present, in ns; 0: all of
 * it. */
uint64_t turn_quantum_ns(struct worker *worker, unsigned priority);

#endif
