/* A thread that polls tasks. Its loop runs inside a generator, so that the generator can
 * be left to a task that is interrupted on it. */
#ifndef PREEMPT_LAB_WORKER_H
#define PREEMPT_LAB_WORKER_H

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>

#include "executor.h"
#include "news.h"
#include "task_queue.h"

struct worker {
  int id;
  struct executor *executor;
  pthread_t thread;
  pthread_mutex_t exit_mutex; /* held to send a signal, and to exit */
  int has_exited;
  struct stack handlers; /* for handlers that must not run on a task's stack */

  struct task_queue runnable[TASK_PRIORITIES];
  struct task_queue preempted;
  atomic_uint tasks;
  struct news news;            /* everything that a sleeping worker must hear of */
  atomic_int is_awake;         /* for the timer, like what follows */
  _Atomic uint64_t turn;       /* see turn.h */
  _Atomic uint64_t usual_ns;   /* what nearly all polls take; 0: not known */
  _Atomic uint64_t interrupts; /* that the timer sent */

  /* For its own thread, and for signal handlers on it. */
  struct generator *loop;           /* the one that runs the worker's loop */
  struct generator *running;        /* the one whose stack is in use */
  struct generator *volatile fresh; /* becomes the loop's when the loop's is taken */
  struct task *volatile current;    /* the task in whose poll it is */
  volatile sig_atomic_t sections;   /* how many no_preempt_enter are open */
  volatile sig_atomic_t pending;    /* a request has met a section */
  atomic_int flag;                  /* of PREEMPT_BY_FLAG */
  int preempted_last;
  uint64_t turn_began_ns; /* 0: turns are not timed */
  struct task *alarms;    /* the earliest comes first */
  struct worker_counts counts;
};

/* Whether the calling thread is running code of its worker's current task, on that task's
 * stack. It is a thread-local variable of its own so that the trampoline can set it
 * without a register. */
extern __thread volatile sig_atomic_t worker_preemptible
    __attribute__((tls_model("local-exec")));

/* The worker whose thread the caller runs on, or NULL. Never inlined: a task's code must
 * not keep an address in thread-local storage in a register over a call. */
struct worker *worker_current(void);

/* Makes the calling thread a worker's. */
void worker_become(struct worker *worker);

/* The flag of PREEMPT_BY_FLAG is checked after each poll, inside the loop's generator,
 * and cleared outside, once that generator has been left. */
static inline int worker_flag_is_set(struct worker *worker) {
  return atomic_load_explicit(&worker->flag, memory_order_relaxed);
}

static inline int worker_flag_take(struct worker *worker) {
  return atomic_exchange(&worker->flag, 0);
}

/* Puts a task into its queue. */
void worker_enqueue(struct worker *worker, struct task *task);

#endif
