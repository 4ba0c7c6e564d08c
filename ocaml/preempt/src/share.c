/* A least share where preempts are costly. Preemption passes every handler
   between the fiber and the one that takes it, so that under some thousands of handlers a
   preempt takes longer than a quantum: each tick would find the fiber just resumed, and
   it would never get on. Such a fiber is left alone after a resume for as long as the
   preempt took to reach its handler; the next tick after that serves. A quantum is no
   bound to that: below 100,000 handlers a preempt takes ten quanta of a millisecond, and
   the fiber would get less than a tenth. Requests in a program without ticks are its own
   business and served at once.

   Whoever has the turn after a costly preempt is left alone as long: else it would have
   what is left of a short quantum by then, and be preempted for one that costs that much.

   All times are processor time of the thread, so that others on the machine neither lend
   nor take any. */

#define _GNU_SOURCE
#include "preempt.h"

#include <time.h>

/* Below this number of handlers a preempt takes a microsecond or two, and the poll that
   is skipped after a resume is progress enough. */
enum { COSTLY_HANDLERS = 32 };

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

static void leave_alone(struct preempt_share *share, int64_t from_ns, int64_t ns) {
  share->until_ns = from_ns + ns;
  share->thread = this_thread();
}

/* Handlers have safepoints of their own, at which a preempt on its way could be preempted
   itself, and that one too. How long it may be on its way, if nobody says that it came:
   an ordinary handler may take it. */
static int64_t most_ns(const struct preempt_share *share, int64_t handlers) {
  enum { UNKNOWN_PS = 1000000, PATIENCE = 4 };
  int64_t handler_ps = PATIENCE * share->handler_ps;
  return handlers * (handler_ps > UNKNOWN_PS ? handler_ps : UNKNOWN_PS) / 1000;
}

/** A preempt sets out to its handler.
    @param fibers from the fiber to the handler
    @return the handlers to remember for its resume; 0 if it costs little */
int64_t preempt_share_begin(struct preempt_control *control, int64_t fibers) {
  struct preempt_share *share = &control->share;
  share->until_ns = 0;
  share->performed_at_ns = 0;
  share->handlers = fibers > COSTLY_HANDLERS ? fibers : 0;
  if (share->handlers != 0) {
    share->performed_at_ns = thread_ns();
    leave_alone(share, share->performed_at_ns, most_ns(share, share->handlers));
  }
  return share->handlers;
}

/** The fiber goes on. @param handlers that its preempt passed; 0 if it cost little */
void preempt_share_resumed(struct preempt_control *control, int64_t handlers) {
  struct preempt_share *share = &control->share;
  if (handlers != 0 && preempt_ticks())
    leave_alone(share, thread_ns(), handlers * share->handler_ps / 1000);
}

/** Whether the fiber that runs is to be left alone, for a tick to come back to it. */
bool preempt_share_lasts(struct preempt_control *control) {
  struct preempt_share *share = &control->share;
  if (share->until_ns == 0)
    return false;
  if (preempt_ticks() && share->thread == this_thread() && thread_ns() < share->until_ns)
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
    int64_t now_ns = thread_ns(), took_ns = now_ns - share->performed_at_ns;
    share->handler_ps = took_ns * 1000 / share->handlers;
    leave_alone(share, now_ns, took_ns);
  }
  return unit;
}
