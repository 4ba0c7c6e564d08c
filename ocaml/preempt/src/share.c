/* A least share for fibers that are costly to preempt. Preemption passes every handler
   between the fiber and the one that takes it, so that under some thousands of handlers a
   preempt takes longer than a quantum: each tick would find the fiber just resumed, and
   it would never get on. Such a fiber is left alone after a resume for as long as the
   preempt took to reach its handler, or for a quantum, whichever is shorter, but for half
   of the former at least; the next tick after that serves. Requests in a program without
   ticks are its own business and served at once.

   All times are processor time of the thread, so that others on the machine neither lend
   nor take any. */

#define _GNU_SOURCE
#include "preempt.h"

#include <time.h>

/* Below this number of handlers a preempt takes a microsecond or two, and the poll that
   is skipped after a resume is progress enough. */
enum { COSTLY_HANDLERS = 32 };

/* Of its cost, however long the quantum. */
enum { LEAST_PART = 2 };

static int64_t thread_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

/* Tells threads apart by where each has its own. */
static void *this_thread(void) {
  static __thread char place;
  return &place;
}

/** A preempt sets out to its handler.
    @param fibers from the fiber to the handler
    @return the handlers to remember for its resume; 0 if it costs little */
int64_t preempt_share_begin(struct preempt_control *control, int64_t fibers) {
  struct preempt_share *share = &control->share;
  share->until_ns = 0;
  share->handlers = fibers > COSTLY_HANDLERS ? fibers : 0;
  share->performed_at_ns = share->handlers == 0 ? 0 : thread_ns();
  return share->handlers;
}

static int64_t share_ns(int64_t cost_ns, int64_t quantum_ns) {
  int64_t most_ns = quantum_ns > cost_ns / LEAST_PART ? quantum_ns : cost_ns / LEAST_PART;
  return cost_ns < most_ns ? cost_ns : most_ns;
}

/** The fiber goes on. @param handlers that its preempt passed; 0 if it cost little */
void preempt_share_resumed(struct preempt_control *control, int64_t handlers) {
  int64_t quantum_ns = preempt_tick_ns();
  if (handlers == 0 || quantum_ns == 0)
    return;
  struct preempt_share *share = &control->share;
  int64_t cost_ns = handlers * share->handler_ps / 1000;
  share->until_ns = thread_ns() + share_ns(cost_ns, quantum_ns);
  share->thread = this_thread();
}

/** Whether the fiber that runs is to be left alone, for a tick to come back to it. */
bool preempt_share_lasts(struct preempt_control *control) {
  struct preempt_share *share = &control->share;
  if (share->until_ns == 0)
    return false;
  if (preempt_tick_ns() != 0 && share->thread == this_thread() &&
      thread_ns() < share->until_ns)
    return true;
  share->until_ns = 0;
  return false;
}

/* Primitives. */

/** Preemption has come to a preemptible handler. One that does not take it passes it on,
    so the last that it came to counts. */
value preempt_arrived(value unit) {
  struct preempt_share *share = &preempt_control_of(Caml_state)->share;
  if (share->performed_at_ns != 0) {
    int64_t took_ns = thread_ns() - share->performed_at_ns;
    share->handler_ps = took_ns * 1000 / share->handlers;
  }
  return unit;
}
