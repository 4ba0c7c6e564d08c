/* The FFI library: one call runs one trial. The harness links nothing else of ours. */
#ifndef PREEMPT_LAB_RUNNER_H
#define PREEMPT_LAB_RUNNER_H

#include <stdint.h>
#include <sys/types.h>

/* Changes with every change of what crosses the FFI: this struct, or the snapshot. */
#define RUNNER_ABI 1

struct trial_request {
  const char *const *argv; /* the fixture and its arguments, NULL-terminated */
  const char *const *envp; /* its whole environment; the descriptors are added */
  const char *directory;   /* its working directory */
  uint64_t seed;
  uint64_t rate_hz;
  uint64_t cap;      /* attempts after which the trial has survived */
  double jitter;     /* share of a period, see ticker.h */
  uint32_t external; /* 1: this library signals; 0: the fixture signals itself */
  uint32_t signal;
  uint64_t startup_ns; /* until the fixture says that it runs */
  uint64_t wall_ns;    /* from then on */
  uint64_t hang_ns;    /* without a verified piece, see stall.h */
  uint64_t grace_ns;   /* to end when asked to */
  uint64_t memory_bytes;
  uint64_t output_bytes;
  uint64_t cpu_seconds;
};

/* RUNNER_ABI and the size of the request, to be compared before the first call. */
uint32_t lab_runner_abi(void);
uint32_t lab_request_size(void);

/* Once per process, before the first trial: becomes the subreaper of what fixtures
 * leave behind (prctl(2)) and makes the descriptor lab_cancel() signals through.
 * Returns 0 or an errno. */
int lab_init(void);

/* Runs a trial from launch to reaping and returns its snapshot as JSON, to be released
 * with free(3). NULL only when memory or descriptors ran out. Blocks; may run on several
 * threads at once. */
char *lab_run_trial(const struct trial_request *request);

/* Ends every trial under way; their snapshots say "cancelled". Lasts. */
void lab_cancel(void);

/* Sends one signal to one thread: 0, or an errno (ESRCH when it is gone). */
int lab_send(int32_t pid, int32_t tid, int32_t signal);

/* What the kernel needs on a stack to deliver a signal, in bytes (AT_MINSIGSTKSZ). */
uint64_t lab_min_signal_stack(void);

#endif
