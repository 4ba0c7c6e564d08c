#define _GNU_SOURCE
#include "interrupt.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

#include "capture.h"
#include "frame.h"
#include "overflow.h"
#include "trampoline.h"

static struct executor_options options;

/* Whether the task's stack has room for what a preempt puts on it. A handler that leaves
 * the generator is itself on that stack, and so is the kernel's frame; another signal may
 * arrive while it does so. */
static int has_room(const struct worker *worker, uint64_t sp) {
  if ((options.faults & FAULT_STACK_UNCHECKED) != 0)
    return 1;
  uint64_t low = (uint64_t)(uintptr_t)generator_stack(worker->running).low;
  uint64_t frame = options.way == PREEMPT_BY_TRAMPOLINE ? frame_of_trampoline()
                                                        : 2 * frame_of_signal();
  return sp >= low + frame + FRAME_CAPTURE;
}

extern char __executable_start[], etext[];

/* Code of the executable that is running has no call outstanding, or it would not be what
 * runs. Whatever it keeps locked is its own affair. */
static int is_guarded(uint64_t pc) {
  return options.guard == GUARD_RANGE &&
         (pc < (uintptr_t)__executable_start || pc >= (uintptr_t)etext);
}

/* Whether the interrupted code can be preempted here and now; if not, counts why. */
static int may_preempt(struct worker *worker, const ucontext_t *interrupted) {
  const greg_t *registers = interrupted->uc_mcontext.gregs;
  if (options.way == PREEMPT_NEVER || !worker_preemptible ||
      trampoline_holds((uint64_t)registers[REG_RIP])) {
    worker->counts.outside++;
    return 0;
  }
  if (worker->sections > 0 || worker->current->options.unpreemptible ||
      is_guarded((uint64_t)registers[REG_RIP])) {
    worker->pending = worker->sections > 0;
    worker->counts.deferred++;
    return 0;
  }
  if (!capture_is_possible(worker) || !has_room(worker, (uint64_t)registers[REG_RSP])) {
    worker->counts.refused++;
    return 0;
  }
  return 1;
}

void trampoline_capture(void) { capture(PIN_PREEMPTED); }

static void unblock_own_signal(void) {
  sigset_t own;
  sigemptyset(&own);
  sigaddset(&own, options.signal);
  pthread_sigmask(SIG_UNBLOCK, &own, NULL);
}

static void preempt(ucontext_t *interrupted) {
  if (options.way == PREEMPT_BY_FLAG)
    return;
  worker_preemptible = 0;
  if (options.way == PREEMPT_BY_TRAMPOLINE) {
    trampoline_enter_after(interrupted, options.faults);
    return;
  }
  if (options.mask == MASK_RESTORED)
    unblock_own_signal();
  capture(PIN_PREEMPTED);
  worker_preemptible = 1;
}

static void handle(int signal, siginfo_t *info, void *context) {
  (void)signal, (void)info;
  const struct executor_observer *observer = &options.observer;
  struct worker *worker = worker_current();
  int interrupted_errno = errno;
  if (worker == NULL ||
      (observer->signal_received != NULL && !observer->signal_received(context)))
    return;
  if (options.way == PREEMPT_BY_FLAG)
    atomic_store(&worker->flag, 1);
  if (may_preempt(worker, context)) {
    if (observer->preempt_attempted != NULL)
      observer->preempt_attempted();
    preempt(context);
  } else if (observer->signal_skipped != NULL) {
    observer->signal_skipped();
  }
  errno = interrupted_errno;
}

int interrupt_install(const struct executor_options *chosen) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = handle;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  if (chosen->way == PREEMPT_BY_TRAMPOLINE)
    action.sa_flags |= SA_ONSTACK;
  else if (chosen->mask == MASK_NODEFER)
    action.sa_flags |= SA_NODEFER;
  sigemptyset(&action.sa_mask);
  options = *chosen;
  trampoline_prepare();
  overflow_tell(chosen->observer.stack_overflowed);
  return sigaction(options.signal, &action, NULL) == 0 ? 0 : errno;
}

void interrupt_prepare_thread(struct stack stack) {
  stack_t alternate = {.ss_sp = stack.low, .ss_size = stack.bytes};
  sigaltstack(&alternate, NULL);
}

void interrupt_forget_thread(void) {
  stack_t none = {.ss_flags = SS_DISABLE};
  sigaltstack(&none, NULL);
}

int interrupt_send(struct worker *worker) {
  pthread_mutex_lock(&worker->exit_mutex);
  int error = ESRCH;
  if (!worker->has_exited)
    error = pthread_kill(worker->thread, options.signal);
  pthread_mutex_unlock(&worker->exit_mutex);
  return error;
}
