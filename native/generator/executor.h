/* Runs tasks on a number of workers and interrupts those that take too long. */
#ifndef PREEMPT_LAB_EXECUTOR_H
#define PREEMPT_LAB_EXECUTOR_H

#include <stdint.h>
#include <ucontext.h>

#include "quantum.h"
#include "task.h"

struct executor;

/* What a signal does to a task in the middle of its poll. */
enum preempt_way {
  PREEMPT_NEVER,         /* nothing; there is no timer */
  PREEMPT_BY_FLAG,       /* sets a flag, which the worker checks between polls */
  PREEMPT_IN_HANDLER,    /* leaves the generator inside the signal handler */
  PREEMPT_BY_TRAMPOLINE, /* makes the task leave it, once the handler is over */
};

/* How the signal of a handler that does not return for a while can arrive again. */
enum handler_mask {
  MASK_RESTORED, /* it unblocks the signal before it leaves the generator */
  MASK_NODEFER,  /* the kernel never blocks it (sigaction(2), SA_NODEFER) */
  MASK_NAIVE,    /* it does not: the next generator goes on with the signal blocked */
};

/* For whoever wants to count. Each function is called on a worker's thread; those about
 * signals and attempts are called in its signal handler. NULL: not called. */
struct executor_observer {
  void (*worker_starts)(int worker);
  void (*worker_ends)(int worker);
  int (*signal_received)(const ucontext_t *interrupted); /* 0: ignore it */
  void (*signal_skipped)(void);    /* it met no task, or one that cannot be preempted */
  void (*preempt_attempted)(void); /* it met a task that can */
  void (*task_preempted)(struct task *task);    /* its worker has the turn */
  void (*task_resumed)(struct task *task);      /* its code is about to run on */
  void (*stack_overflowed)(struct stack stack); /* a task's; the process dies of it */
};

/* Which code may be preempted. Sections without preemption are respected either way. */
enum preempt_guard {
  GUARD_NOTHING, /* any code that a task runs, in whatever library */
  GUARD_RANGE,   /* only the executable's own */
};

/* When a task that was preempted, or yielded, has its next turn. */
enum preempted_order {
  PREEMPTED_FIRST,   /* before those that wait to be polled, but not twice in a row */
  PREEMPTED_IN_TURN, /* after those of its priority that have waited for longer */
};

/* What a naive runtime gets wrong. Each fault undoes something that is done by default,
 * to show what comes of it. */
enum executor_fault {
  FAULT_ONLY_XMM_SAVED = 1 << 0, /* no more of the vector state */
  FAULT_RED_ZONE_OVERWRITTEN = 1 << 1,
  FAULT_ENVIRONMENT_LEAKS = 1 << 2, /* x87 stack, MXCSR, flags: into the next task */
  FAULT_ERRNO_LEAKS = 1 << 3,
  FAULT_SCHEDULER_ALLOCATES = 1 << 4, /* with malloc(3), at every preempt */
  FAULT_STACK_UNCHECKED = 1 << 5,     /* preempts however little room there is */
};

struct executor_options {
  unsigned workers;
  struct stack_pool_options stacks;
  enum preempt_way way;
  enum handler_mask mask; /* of PREEMPT_IN_HANDLER */
  int signal;             /* 0: SIGURG */
  enum after_switch after_switch;
  enum preempted_order order;
  enum preempt_guard guard;
  unsigned faults; /* a set of enum executor_fault */
  /* All 0: there is no timer; whoever wants a task interrupted must ask for it. */
  struct quantum quantum;
  struct executor_observer observer;
};

struct worker_counts {
  uint64_t polls;
  uint64_t preempts;   /* polls that were interrupted */
  uint64_t yields;     /* left by the task itself, parking included */
  uint64_t promotions; /* preempts and yields that took the worker's generator */
  uint64_t outside;    /* signals that met no code of a task */
  uint64_t deferred;   /* signals that met a section or a task without preemption */
  uint64_t flags;      /* flags found between polls; many requests may count as one */
  uint64_t refused;    /* signals that met a stack without room, or found no stack */
  uint64_t interrupts; /* signals that the timer sent */
  uint64_t sleeps;     /* times that a worker had nothing to do */
};

/* NULL with errno set: EINVAL for no workers, for stacks that are too small or for a
 * quantum below quantum_least_ns(); otherwise why threads or stacks cannot be had. */
struct executor *executor_new(const struct executor_options *options);

/* A task that is going to be polled, or NULL with errno set: ESHUTDOWN after
 * executor_shutdown, EINVAL for invalid options, ENOMEM. */
struct task *executor_spawn(struct executor *executor, task_poll *poll, void *argument,
                            const struct task_options *options);

/* Waits until a task is ready, gives its result and frees it. Must not be called by a
 * task. */
uint64_t executor_join(struct task *task);

enum interrupt_result { INTERRUPTED, NO_SUCH_WORKER, INTERRUPT_FAILED };

/* Asks for whatever a worker polls to be preempted. The worker's thread stays the
 * same. */
enum interrupt_result executor_interrupt_worker(struct executor *executor, int worker);

/* Changes the quantum of an executor that was made with one; takes effect within 20 ms.
 * Gives 0, or EINVAL if it was made without one or the quantum is below
 * quantum_least_ns(). */
int executor_set_quantum(struct executor *executor, const struct quantum *quantum);

/* Summed over the workers; exact once they have exited. */
struct worker_counts executor_counts(struct executor *executor);
struct stack_pool_counts executor_stacks(struct executor *executor);

/* Waits until every task has finished and every worker has exited. */
void executor_shutdown(struct executor *executor);

/* To be called after executor_shutdown. */
void executor_delete(struct executor *executor);

#endif
