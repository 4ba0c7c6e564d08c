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
  PREEMPT_NEVER,         /* nothing, and there is no timer */
  PREEMPT_BY_FLAG,       /* sets a flag, which the worker looks at between polls */
  PREEMPT_IN_HANDLER,    /* leaves the generator inside the signal handler */
  PREEMPT_BY_TRAMPOLINE, /* makes the task call what leaves it, once the handler is over
                          */
};

/* How a handler that does not return for a while has its signal come again. */
enum handler_mask {
  MASK_RESTORED, /* it unblocks the signal before it leaves the generator */
  MASK_NODEFER,  /* the kernel never blocks it (sigaction(2), SA_NODEFER) */
  MASK_NAIVE,    /* it does not: the next generator goes on with the signal blocked */
};

/* Whoever wants to count. Each is called on a worker's thread, those about signals and
 * attempts in its signal handler; NULL where nobody does. */
struct executor_observer {
  void (*worker_starts)(int worker);
  void (*worker_ends)(int worker);
  int (*signal_received)(const ucontext_t *interrupted); /* 0: do nothing about it */
  void (*signal_skipped)(void);    /* it met no task, or one that is not preempted */
  void (*preempt_attempted)(void); /* it met one that is */
  void (*task_preempted)(struct task *task);    /* its worker has the turn */
  void (*task_resumed)(struct task *task);      /* its code is about to run on */
  void (*stack_overflowed)(struct stack stack); /* a task's, which the process dies of */
};

/* Which code may be preempted. Sections without preemption count either way. */
enum preempt_guard {
  GUARD_NOTHING, /* any that a task runs, in whatever library */
  GUARD_RANGE,   /* only the executable's own */
};

/* When a task that was preempted, or yielded, has its turn again. */
enum preempted_order {
  PREEMPTED_FIRST,   /* before those that wait to be polled, though not twice in a row */
  PREEMPTED_IN_TURN, /* after those of its priority that have waited for longer */
};

/* What a runtime gets wrong that does not know better: each is left out of what is done
 * by default, to show what comes of it. */
enum executor_fault {
  FAULT_ONLY_XMM_SAVED = 1 << 0, /* and no more of the vector state */
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
  /* All 0: there is no timer, and whoever wants a task to be interrupted says so. */
  struct quantum quantum;
  struct executor_observer observer;
};

struct worker_counts {
  uint64_t polls;
  uint64_t preempts;   /* polls that were interrupted */
  uint64_t yields;     /* left by the task's own word, parking included */
  uint64_t promotions; /* of both, those that took the worker's generator */
  uint64_t outside;    /* signals that met no task's code */
  uint64_t deferred;   /* that met a section without preemption or a task without */
  uint64_t flags;      /* that the worker learnt of between polls, many as one */
  uint64_t refused;    /* that met a task whose stack had no room, or found no stack */
  uint64_t interrupts; /* signals that the timer sent */
  uint64_t sleeps;     /* a worker had nothing to do */
};

/* NULL with errno set: EINVAL without workers, with stacks that are too small or a
 * quantum below quantum_least_ns(), else why threads or stacks cannot be had. */
struct executor *executor_new(const struct executor_options *options);

/* A task that is going to be polled, NULL with errno set: ESHUTDOWN after
 * executor_shutdown, EINVAL for options that cannot be, ENOMEM. */
struct task *executor_spawn(struct executor *executor, task_poll *poll, void *argument,
                            const struct task_options *options);

/* Waits until a task is ready, gives its result and frees it. Not to be called by a task.
 */
uint64_t executor_join(struct task *task);

enum interrupt_result { INTERRUPTED, NO_SUCH_WORKER, INTERRUPT_FAILED };

/* Asks for whatever a worker polls to be preempted. The thread goes on, as the same. */
enum interrupt_result executor_interrupt_worker(struct executor *executor, int worker);

/* Changes the quantum, within 20 ms, of an executor that was made with one. 0, or EINVAL
 * when it was not, or for a quantum below quantum_least_ns(). */
int executor_set_quantum(struct executor *executor, const struct quantum *quantum);

/* Summed over the workers; exact once they have exited. */
struct worker_counts executor_counts(struct executor *executor);
struct stack_pool_counts executor_stacks(struct executor *executor);

/* Waits until every task has finished and every worker has exited. */
void executor_shutdown(struct executor *executor);

/* After executor_shutdown. */
void executor_delete(struct executor *executor);

#endif
