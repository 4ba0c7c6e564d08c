/* Starts a fixture in a session of its own, under limits. */
#ifndef PREEMPT_LAB_LAUNCH_H
#define PREEMPT_LAB_LAUNCH_H

#include "runner.h"

struct fixture_process {
  pid_t pid;
  int pidfd;
  int output_fd; /* a memfd that holds its stdout and stderr */
};

/* Returns 0, or the errno of the step that failed; in that case nothing is left
 * running. */
int launch_fixture(const struct trial_request *request, int telemetry_fd, int notify_fd,
                   struct fixture_process *process);

#endif
