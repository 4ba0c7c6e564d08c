/* The smallest fixture: a thread that does nothing but take signals. It shows whether
 * signals arrive at all, and how long they take (the measurement signalDelay). */
#define _GNU_SOURCE
#include <stdlib.h>

#include "native/fixture/arguments.h"

static void handle_signal(int signal, siginfo_t *info, void *context) {
  (void)signal;
  (void)info;
  if (!fixture_received(context))
    return;
  fixture_attempted();
  fixture_completed();
}

int main(int argc, char *argv[]) {
  struct fixture_arguments arguments = fixture_parse(argc, argv);
  struct sigaction action = {.sa_sigaction = handle_signal, .sa_flags = SA_SIGINFO};
  sigemptyset(&action.sa_mask);
  fixture_open(&arguments.options);
  fixture_claim_target();
  sigaction(arguments.options.signal, &action, NULL);
  fixture_run();
  while (!fixture_should_stop())
    fixture_verified();
  fixture_end(TELEMETRY_REACHED_CAP, "");
  return EXIT_SUCCESS;
}
