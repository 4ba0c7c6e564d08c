#define _GNU_SOURCE
#include "../shared/clock.h"
#include "runner.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "launch.h"
#include "reap.h"
#include "snapshot.h"
#include "watch.h"

static const unsigned TERM_GRACE_MS = 100;

static int cancel_fd = -1;

uint32_t lab_runner_abi(void) { return RUNNER_ABI; }

uint32_t lab_request_size(void) { return sizeof(struct trial_request); }

int lab_init(void) {
  if (prctl(PR_SET_CHILD_SUBREAPER, 1) != 0)
    return errno;
  cancel_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  return cancel_fd < 0 ? errno : 0;
}

void lab_cancel(void) { eventfd_write(cancel_fd, 1); }

uint64_t lab_min_signal_stack(void) { return getauxval(AT_MINSIGSTKSZ); }

/* A telemetry block in a memfd of its own; NULL with errno set. It is sealed: the fixture
 * has the descriptor, and a file that it could shrink would fault the runner's own reads.
 */
static struct telemetry *create_telemetry(int *fd) {
  *fd = memfd_create("telemetry", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (*fd < 0 || ftruncate(*fd, sizeof(struct telemetry)) != 0 ||
      fcntl(*fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
    return NULL;
  struct telemetry *telemetry =
      mmap(NULL, sizeof *telemetry, PROT_READ | PROT_WRITE, MAP_SHARED, *fd, 0);
  if (telemetry == MAP_FAILED)
    return NULL;
  telemetry->magic = TELEMETRY_MAGIC;
  telemetry->abi = TELEMETRY_ABI;
  telemetry->size = sizeof *telemetry;
  return telemetry;
}

/* Launches, watches and ends the fixture, then reaps it. Nothing of it is left when this
 * returns, and no signal is sent to its pid after it could belong to another process. The
 * state is read before the reaping, so that the snapshot is of the trial and of nothing
 * else. */
static char *drive(const struct trial_request *request, struct telemetry *telemetry,
                   int telemetry_fd, int notify_fd) {
  struct trial_end end = {.output_fd = -1};
  struct fixture_process process;
  uint64_t started = monotonic_ns();
  end.launch_error = launch_fixture(request, telemetry_fd, notify_fd, &process);
  if (end.launch_error != 0)
    return snapshot_encode(telemetry, &end);
  struct watch watch = {.request = request,
                        .telemetry = telemetry,
                        .pid = process.pid,
                        .pidfd = process.pidfd,
                        .notify_fd = notify_fd,
                        .cancel_fd = cancel_fd};
  end.watch = watch_trial(&watch);
  end_group(process.pid, process.pidfd, TERM_GRACE_MS);
  end.status = exit_status(process.pid, &end.by_signal);
  end.duration_ns = monotonic_ns() - started;
  end.output_fd = process.output_fd;
  char *snapshot = snapshot_encode(telemetry, &end);
  reap_group(process.pid);
  close(process.pidfd);
  close(process.output_fd);
  return snapshot;
}

char *lab_run_trial(const struct trial_request *request) {
  int telemetry_fd;
  struct telemetry *telemetry = create_telemetry(&telemetry_fd);
  int notify_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  char *snapshot = NULL;
  if (telemetry != NULL && notify_fd >= 0)
    snapshot = drive(request, telemetry, telemetry_fd, notify_fd);
  if (telemetry != NULL)
    munmap(telemetry, sizeof *telemetry);
  if (telemetry_fd >= 0)
    close(telemetry_fd);
  if (notify_fd >= 0)
    close(notify_fd);
  return snapshot;
}
