/* The smallest fixture: a thread that does nothing but take signals. It shows whether
 * signals arrive at all, and how long they take (the measurement signalDelay). */
#define _GNU_SOURCE
#include <stdlib.h>

#include "native/fixture/arguments.h"

int main(int argc, char *argv[]) {
  struct fixture_arguments arguments = fixture_parse(argc, argv);
  fixture_open(&arguments.options);
  fixture_claim_target();
  fixture_count_signals(arguments.options.signal);
  fixture_run();
  while (!fixture_should_stop())
    fixture_verified();
  fixture_end(TELEMETRY_REACHED_CAP, "");
  return EXIT_SUCCESS;
}
