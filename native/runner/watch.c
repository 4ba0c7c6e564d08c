#define _GNU_SOURCE
#include "watch.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "../shared/clock.h"
#include "stall.h"

/* How often progress is checked. */
static const uint64_t LOOK_NS = 25000000;

static int send_to_target(void *context) {
  const struct watch *watch = context;
  return lab_send(watch->pid, atomic_load(&watch->telemetry->tid),
                  (int32_t)watch->request->signal);
}

static void *ticker_main(void *context) {
  struct watch *watch = context;
  ticker_run(&watch->ticker);
  return NULL;
}

static void start_ticker(struct watch *watch) {
  if (!watch->request->external)
    return;
  const struct trial_request *request = watch->request;
  watch->ticker = (struct ticker){
      .period_ns = UINT64_C(1000000000) / request->rate_hz,
      .jitter = request->jitter,
      .seed = request->seed,
      .cap = request->cap,
      .telemetry = watch->telemetry,
      .lateness = telemetry_histogram(watch->telemetry, "tickerLateness", "ns"),
      .send = send_to_target,
      .context = watch,
  };
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  watch->ticking = pthread_create(&watch->ticker_thread, NULL, ticker_main, watch) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void watch_stop_ticker(struct watch *watch) {
  if (!watch->ticking)
    return;
  atomic_store(&watch->ticker.stop, 1);
  pthread_join(watch->ticker_thread, NULL);
  watch->ticking = 0;
}

enum event { EVENT_NONE, EVENT_EXIT, EVENT_STATE, EVENT_CANCEL };

static enum event wait_for_event(struct watch *watch, uint64_t until_ns) {
  struct pollfd sources[] = {{.fd = watch->pidfd, .events = POLLIN},
                             {.fd = watch->notify_fd, .events = POLLIN},
                             {.fd = watch->cancel_fd, .events = POLLIN}};
  uint64_t now = monotonic_ns();
  uint64_t left = until_ns > now ? until_ns - now : 0;
  struct timespec timeout = {(time_t)(left / 1000000000), (long)(left % 1000000000)};
  if (ppoll(sources, 3, &timeout, NULL) <= 0)
    return EVENT_NONE;
  if (sources[2].revents != 0)
    return EVENT_CANCEL;
  if (sources[0].revents != 0)
    return EVENT_EXIT;
  uint64_t count;
  if (read(watch->notify_fd, &count, sizeof count) < 0)
    return EVENT_NONE;
  return EVENT_STATE;
}

/* Waits until the fixture has exited; gives `otherwise` if it has not exited within the
 * time. */
static enum watch_end await_exit(struct watch *watch, uint64_t until_ns,
                                 enum watch_end otherwise) {
  while (monotonic_ns() < until_ns) {
    enum event event = wait_for_event(watch, until_ns);
    if (event == EVENT_EXIT)
      return WATCH_EXITED;
    if (event == EVENT_CANCEL)
      return WATCH_CANCELLED;
  }
  return otherwise;
}

static enum watch_end await_running(struct watch *watch) {
  uint64_t until = monotonic_ns() + watch->request->startup_ns;
  while (monotonic_ns() < until) {
    enum event event = wait_for_event(watch, until);
    if (event == EVENT_EXIT)
      return WATCH_EXITED;
    if (event == EVENT_CANCEL)
      return WATCH_CANCELLED;
    if (atomic_load(&watch->telemetry->state) != TELEMETRY_STARTING)
      return WATCH_GOES_ON;
  }
  return WATCH_NEVER_RAN;
}

static enum watch_end ask_to_stop(struct watch *watch) {
  watch_stop_ticker(watch);
  atomic_store(&watch->telemetry->stop_requested, 1);
  enum watch_end end =
      await_exit(watch, monotonic_ns() + watch->request->grace_ns, WATCH_WALL);
  return end == WATCH_CANCELLED ? end : WATCH_WALL;
}

static enum watch_end await_end(struct watch *watch) {
  struct telemetry *telemetry = watch->telemetry;
  uint64_t now = monotonic_ns();
  uint64_t wall = now + watch->request->wall_ns;
  struct stall stall = {.pid = watch->pid, .looked_at_ns = now};
  for (;; now = monotonic_ns()) {
    if (telemetry_has_ended(atomic_load(&telemetry->state))) {
      watch_stop_ticker(watch);
      return await_exit(watch, now + watch->request->grace_ns, WATCH_HUNG);
    }
    uint64_t verified = atomic_load(&telemetry->verified_pieces);
    if (stall_look(&stall, now, verified) >= watch->request->hang_ns)
      return WATCH_HUNG;
    if (now >= wall)
      return ask_to_stop(watch);
    enum event event = wait_for_event(watch, now + LOOK_NS);
    if (event == EVENT_EXIT)
      return WATCH_EXITED;
    if (event == EVENT_CANCEL)
      return WATCH_CANCELLED;
  }
}

enum watch_end watch_trial(struct watch *watch) {
  enum watch_end end = await_running(watch);
  if (end == WATCH_GOES_ON) {
    if (atomic_load(&watch->telemetry->state) == TELEMETRY_RUNNING)
      start_ticker(watch);
    end = await_end(watch);
  }
  watch_stop_ticker(watch);
  return end;
}
