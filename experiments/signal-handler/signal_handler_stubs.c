/* Times how long a signal takes to reach a handler written in OCaml. */
#define _GNU_SOURCE
#include <signal.h>

#include <caml/fail.h>
#include <caml/mlvalues.h>

#include "native/fixture/fixture.h"
#include "native/shared/clock.h"

enum { COMPUTE_STEPS = 1000000 }; /* about a millisecond */

static struct sigaction runtimes; /* what Sys.set_signal installed */
static struct telemetry_histogram *handler_delay, *safepoint_delay;
static uint64_t sent_ns, arrived_ns;
static atomic_int pending; /* recorded by the runtime, and its handler has not returned */

/* The runtime's handler notes that the signal came and asks for a safepoint, no more
 * (runtime/signals.c, caml_record_signal, OCaml 5.0 to 5.5). A signal that comes before
 * the handler of another has returned coalesces with it: a handler that performs never
 * returns, and a second effect must not meet what the first one left. */
static void handle_signal(int signal, siginfo_t *info, void *context) {
  (void)info;
  if (!fixture_received(context))
    return;
  if (atomic_exchange(&pending, 1)) {
    fixture_skipped();
    return;
  }
  sent_ns = atomic_load(&fixture_telemetry()->sent_at_ns);
  arrived_ns = monotonic_ns();
  runtimes.sa_handler(signal);
}

value signal_handler_put_in_front(value unit) {
  handler_delay = telemetry_histogram(fixture_telemetry(), "handlerDelay", "ns");
  safepoint_delay = telemetry_histogram(fixture_telemetry(), "safepointDelay", "ns");
  if (sigaction(SIGURG, NULL, &runtimes) != 0)
    caml_failwith("sigaction");
  struct sigaction ours = runtimes;
  ours.sa_sigaction = handle_signal;
  ours.sa_flags |= SA_SIGINFO;
  if (sigaction(SIGURG, &ours, NULL) != 0)
    caml_failwith("sigaction");
  return unit;
}

/* Called by the first line of the OCaml handler. */
value signal_handler_entered(value unit) {
  uint64_t now = monotonic_ns();
  histogram_record(handler_delay, now - sent_ns);
  histogram_record(safepoint_delay, now - arrived_ns);
  fixture_attempted();
  return unit;
}

/* Called by its last line. */
value signal_handler_left(value unit) {
  fixture_completed();
  atomic_store(&pending, 0);
  return unit;
}

value signal_handler_compute(value unit) {
  (void)unit;
  uint32_t sum = 1;
  for (uint32_t i = 0; i < COMPUTE_STEPS; i++)
    sum = (sum * 31 + i) & 0x3fffffff;
  return Val_long(sum);
}
