#define _GNU_SOURCE
#include "timer.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>

#include "interrupt.h"
#include "native/shared/clock.h"
#include "native/shared/deadline.h"
#include "turn.h"

/* The beginning of a turn is noticed only at the next look, so a turn may last that much
 * longer. Go's monitor looks once a quantum in the same way (runtime/proc.go, retake,
 * go1.22). */
enum { LOOKS_PER_QUANTUM = 4 };

/* The longest time until the next look, so that a shortened quantum is noticed. */
static const uint64_t LONGEST_NS = 20000000;
static const uint64_t NEVER = UINT64_MAX;

/* The turn that a worker was last seen in. */
struct turn_watch {
  uint64_t turn;
  uint64_t since_ns; /* when that turn was first seen, or last interrupted */
};

/* Interrupts a worker whose turn is over. Gives when to look at it again. */
static uint64_t look_at(struct worker *worker, struct turn_watch *watch, uint64_t now) {
  uint64_t turn = atomic_load_explicit(&worker->turn, memory_order_relaxed);
  unsigned holder = turn_holder(turn);
  uint64_t quantum = holder == 0 ? 0 : turn_quantum_ns(worker, holder - 1);
  if (quantum == 0)
    return NEVER;
  if (turn != watch->turn) {
    *watch = (struct turn_watch){turn, now};
  } else if (now >= watch->since_ns + quantum) {
    watch->since_ns = now;
    atomic_fetch_add(&worker->interrupts, 1);
    interrupt_send(worker);
  }
  return watch->since_ns + quantum;
}

static uint64_t earlier(uint64_t a, uint64_t b) { return a < b ? a : b; }

/* The time between two looks at a worker. */
static uint64_t interval_ns(struct worker *worker) {
  uint64_t interval = LONGEST_NS;
  for (unsigned priority = 0; priority < TASK_PRIORITIES; priority++) {
    uint64_t quantum = turn_quantum_ns(worker, priority);
    if (quantum != 0)
      interval = earlier(interval, quantum / LOOKS_PER_QUANTUM);
  }
  return interval;
}

/* Looks at every worker that is awake. Gives when to look again; NEVER: none is awake. */
static uint64_t look(struct executor *executor) {
  uint64_t now = monotonic_ns(), next = NEVER;
  for (unsigned id = 0; id < executor->options.workers; id++) {
    struct worker *worker = &executor->workers[id];
    if (!atomic_load(&worker->is_awake))
      continue;
    next = earlier(next, now + interval_ns(worker));
    next = earlier(next, look_at(worker, &executor->timer.watches[id], now));
  }
  return next;
}

/* Sleeps until a worker wakes, unless one woke before the timer was marked as parked. */
static void park(struct executor *executor) {
  struct timer *timer = &executor->timer;
  uint32_t heard = news_heard(&timer->news);
  atomic_store(&timer->parked, 1);
  if (look(executor) == NEVER && !atomic_load(&timer->stop))
    news_await(&timer->news, heard, NULL);
  atomic_store(&timer->parked, 0);
}

static void *run_timer(void *argument) {
  struct executor *executor = argument;
  deadline_prepare_thread();
  while (!atomic_load(&executor->timer.stop)) {
    uint64_t next = look(executor);
    if (next == NEVER)
      park(executor);
    else
      deadline_wait(next, &executor->timer.stop);
  }
  return NULL;
}

int timer_start(struct executor *executor) {
  struct timer *timer = &executor->timer;
  timer->watches = calloc(executor->options.workers, sizeof *timer->watches);
  if (timer->watches == NULL)
    return ENOMEM;
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  int error = pthread_create(&timer->thread, NULL, run_timer, executor);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (error != 0) {
    free(timer->watches);
    timer->watches = NULL;
  }
  return error;
}

void timer_notify(struct executor *executor) {
  if (atomic_load(&executor->timer.parked))
    news_tell(&executor->timer.news);
}

void timer_stop(struct executor *executor) {
  struct timer *timer = &executor->timer;
  if (timer->watches == NULL)
    return;
  atomic_store(&timer->stop, 1);
  news_tell(&timer->news);
  pthread_join(timer->thread, NULL);
  free(timer->watches);
  timer->watches = NULL;
}
