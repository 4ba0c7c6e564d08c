#define _GNU_SOURCE
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../telemetry.h"

/* Where the fixture finds its two descriptors. */
#define TELEMETRY_FD 3
#define NOTIFY_FD 4
#define FIRST_FREE_FD 5
#define AS_TEXT(number) #number
#define ASSIGNMENT(name, number) name "=" AS_TEXT(number)

static int limit(int resource, rlim_t value) {
  struct rlimit bounds = {value, value};
  return setrlimit(resource, &bounds);
}

static int apply_limits(const struct trial_request *request) {
  if (limit(RLIMIT_CORE, 0) != 0)
    return -1;
  if (limit(RLIMIT_AS, request->memory_bytes) != 0)
    return -1;
  if (limit(RLIMIT_CPU, request->cpu_seconds) != 0)
    return -1;
  return limit(RLIMIT_FSIZE, request->output_bytes);
}

static int take_descriptors(int input_fd, int output_fd, int telemetry_fd,
                            int notify_fd) {
  if (dup2(input_fd, STDIN_FILENO) < 0 || dup2(output_fd, STDOUT_FILENO) < 0 ||
      dup2(output_fd, STDERR_FILENO) < 0 || dup2(telemetry_fd, TELEMETRY_FD) < 0 ||
      dup2(notify_fd, NOTIFY_FD) < 0)
    return -1;
  /* Best effort: there is no such call before Linux 5.9, and Node's descriptors are
   * close-on-exec. */
  syscall(SYS_close_range, FIRST_FREE_FD, ~0U, 0);
  return 0;
}

/* Runs in the child of vfork(2), on the parent's memory, so it makes system calls
 * only. */
static void become_fixture(const struct trial_request *request, char *const *environment,
                           const int descriptors[4], volatile int *error) {
  sigset_t none;
  sigemptyset(&none);
  if (setsid() >= 0 && prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 &&
      signal(SIGPIPE, SIG_DFL) != SIG_ERR && chdir(request->directory) == 0 &&
      take_descriptors(descriptors[0], descriptors[1], descriptors[2], descriptors[3]) ==
          0 &&
      apply_limits(request) == 0 && sigprocmask(SIG_SETMASK, &none, NULL) == 0)
    execve(request->argv[0], (char *const *)request->argv, environment);
  *error = errno;
  _exit(127);
}

/* The request's environment with the two descriptors added; NULL if memory runs out. */
static char **environment_of(const struct trial_request *request) {
  size_t count = 0;
  while (request->envp[count] != NULL)
    count++;
  char **environment = calloc(count + 3, sizeof *environment);
  if (environment == NULL)
    return NULL;
  memcpy(environment, request->envp, count * sizeof *environment);
  environment[count] = ASSIGNMENT(TELEMETRY_FD_VARIABLE, TELEMETRY_FD);
  environment[count + 1] = ASSIGNMENT(NOTIFY_FD_VARIABLE, NOTIFY_FD);
  return environment;
}

/* A copy that is out of the way of the numbers that the child assigns. */
static int above_assigned(int fd) { return fcntl(fd, F_DUPFD_CLOEXEC, FIRST_FREE_FD); }

static int spawn(const struct trial_request *request, const int descriptors[4],
                 pid_t *pid) {
  char **environment = environment_of(request);
  if (environment == NULL)
    return ENOMEM;
  volatile int error = 0;
  sigset_t all, before;
  sigfillset(&all);
  /* No handler of Node's may run in the child while it shares our memory. */
  pthread_sigmask(SIG_BLOCK, &all, &before);
  /* vfork rather than fork: Node's page tables would be copied for each trial. */
  *pid = vfork();
  if (*pid == 0)
    become_fixture(request, environment, descriptors, &error);
  if (*pid < 0)
    error = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  free(environment);
  if (*pid > 0 && error != 0)
    waitpid(*pid, NULL, 0);
  return error;
}

int launch_fixture(const struct trial_request *request, int telemetry_fd, int notify_fd,
                   struct fixture_process *process) {
  process->output_fd = memfd_create("output", MFD_CLOEXEC);
  if (process->output_fd < 0)
    return errno;
  fcntl(process->output_fd, F_SETFL, O_APPEND);
  int input_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
  int descriptors[4] = {above_assigned(input_fd), above_assigned(process->output_fd),
                        above_assigned(telemetry_fd), above_assigned(notify_fd)};
  int error = spawn(request, descriptors, &process->pid);
  close(input_fd);
  for (int i = 0; i < 4; i++)
    close(descriptors[i]);
  if (error == 0) {
    process->pidfd = (int)syscall(SYS_pidfd_open, process->pid, 0);
    if (process->pidfd >= 0)
      return 0;
    error = errno;
    kill(process->pid, SIGKILL);
    waitpid(process->pid, NULL, 0);
  }
  close(process->output_fd);
  return error;
}
