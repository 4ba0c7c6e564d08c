#define _GNU_SOURCE
#include "overflow.h"

#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <ucontext.h>
#include <unistd.h>

#include "frame.h"
#include "worker.h"

static void (*told)(struct stack stack);
static struct sigaction previous;

enum { GENERAL_PROTECTION = 13 };

/* The kernel found no room for the frame of another signal, which is lost: nothing would
 * fault again (Linux 6.1, arch/x86/kernel/signal.c, signal_setup_done). An access to a
 * non-canonical address is SI_KERNEL as well (arch/x86/kernel/traps.c,
 * exc_general_protection), and the larger the frames, the more often that happens near
 * the end of a stack. */
static int lacked_room_for_a_frame(const siginfo_t *info, struct stack stack,
                                   const ucontext_t *interrupted) {
  uintptr_t sp = (uintptr_t)interrupted->uc_mcontext.gregs[REG_RSP];
  uintptr_t low = (uintptr_t)stack.low;
  return info->si_code == SI_KERNEL &&
         interrupted->uc_mcontext.gregs[REG_TRAPNO] != GENERAL_PROTECTION && sp >= low &&
         sp < low + stack.bytes && sp - low < 2 * frame_of_signal();
}

static void tell(struct stack stack) {
  static const char message[] = "generator: a task has overflowed its stack\n";
  if (write(STDERR_FILENO, message, sizeof message - 1) < 0)
    return;
  if (told != NULL)
    told(stack);
}

static void look(int signal, siginfo_t *info, void *context) {
  struct worker *worker = worker_current();
  sigaction(signal, &previous, NULL);
  if (worker == NULL || worker->running == NULL)
    return;
  struct stack stack = generator_stack(worker->running);
  int lacked_room = lacked_room_for_a_frame(info, stack, context);
  if (!lacked_room && !generator_overflowed(worker->running, info->si_addr))
    return;
  tell(stack);
  if (!lacked_room)
    return;
  siginfo_t where = *info;
  where.si_addr = stack.low - 1;
  if ((previous.sa_flags & SA_SIGINFO) != 0)
    previous.sa_sigaction(signal, &where, context);
  raise(signal);
}

void overflow_tell(void (*whom)(struct stack stack)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = look;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigfillset(&action.sa_mask);
  told = whom;
  struct sigaction before;
  sigaction(SIGSEGV, &action, &before);
  if (before.sa_sigaction != look)
    previous = before;
}
