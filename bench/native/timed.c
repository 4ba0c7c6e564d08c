/* A fixture that works for `ms` milliseconds under signals, or ends at once with ms=0. */
#define _GNU_SOURCE
#include <stdlib.h>

#include "native/fixture/arguments.h"
#include "native/shared/clock.h"

static const uint64_t NS_PER_MS = 1000000;

int main(int argc, char *argv[]) {
  struct fixture_arguments arguments = fixture_parse(argc, argv);
  uint64_t work_ns = strtoull(fixture_knob(&arguments, "ms", "0"), NULL, 10) * NS_PER_MS;
  fixture_open(&arguments.options);
  fixture_claim_target();
  fixture_count_signals(arguments.options.signal);
  fixture_run();
  uint64_t end_ns = monotonic_ns() + work_ns;
  while (monotonic_ns() < end_ns && !fixture_should_stop())
    fixture_verified();
  fixture_end(TELEMETRY_FINISHED, "");
  return EXIT_SUCCESS;
}
