#define _GNU_SOURCE
#include "reap.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static int has_ended(int pidfd, int timeout_ms) {
  struct pollfd source = {.fd = pidfd, .events = POLLIN};
  return poll(&source, 1, timeout_ms) > 0;
}

void end_group(pid_t leader, int pidfd, unsigned grace_ms) {
  if (has_ended(pidfd, 0))
    return;
  kill(-leader, SIGTERM);
  if (has_ended(pidfd, (int)grace_ms))
    return;
  kill(-leader, SIGKILL);
  /* SIGKILL cannot be refused; a process stuck in the kernel may take its time. */
  while (!has_ended(pidfd, -1)) {
  }
}

int exit_status(pid_t leader, int *by_signal) {
  siginfo_t info = {0};
  waitid(P_PID, (id_t)leader, &info, WEXITED | WNOWAIT);
  *by_signal = info.si_code != CLD_EXITED;
  return info.si_status;
}

void reap_group(pid_t leader) {
  kill(-leader, SIGKILL);
  /* Orphans of the group are our children by now (PR_SET_CHILD_SUBREAPER). */
  while (waitpid(-leader, NULL, 0) > 0 || errno == EINTR) {
  }
}
