/* What an executor runs: a function that is polled until it is ready. */
#ifndef PREEMPT_LAB_TASK_H
#define PREEMPT_LAB_TASK_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

#include "pin.h"

struct task;
struct worker;

enum poll { POLL_PENDING, POLL_READY };

/* Does a piece of the task's work. Whoever says POLL_PENDING has arranged for task_wake.
 */
typedef enum poll task_poll(struct task *self, void *argument);

enum { TASK_PRIORITIES = 3 };

struct task_options {
  unsigned priority; /* 0 is served first; below TASK_PRIORITIES */
  int worker;        /* -1: whichever has the fewest tasks */
  int unpreemptible; /* opts out: a request is kept until its poll has ended */
};

enum task_schedule {
  TASK_IDLE,    /* ended a poll pending and waits for task_wake */
  TASK_QUEUED,  /* its worker is going to poll it */
  TASK_RUNNING, /* is being polled; an interrupted poll is one too */
  TASK_WOKEN,   /* the same, and is to be polled again */
  TASK_FINISHED,
};

struct task {
  task_poll *poll;
  void *argument;
  struct task_options options;
  struct worker *worker; /* one for life: what is on its stack may know the thread */
  struct pin pin;
  _Atomic enum task_schedule schedule;
  enum poll polled; /* what its latest poll on a generator of its own came to */
  uint64_t preempts;
  uint64_t ran_ns;     /* of its present poll, where turns are timed */
  int parks;           /* in the middle of its poll, which is about to be left */
  uint64_t wake_at_ns; /* 0: it has set no alarm */
  int alarm_rang;      /* the latest */
  struct task *next_alarm;
  struct task *next; /* in whichever queue it is */
  uint64_t result;
  pthread_mutex_t mutex; /* of what follows */
  pthread_cond_t ended;
  int has_ended;
};

/* Polls a task that waits, or once more when its poll ends. For any thread and any task.
 */
void task_wake(struct task *task);

/* Leaves what executor_join() is to give. */
void task_set_result(struct task *self, uint64_t result);

/* The task that the caller is in the poll of, or NULL. */
struct task *task_current(void);

/* Asks for a generator of the calling task's own, which its next poll is made on. 0
 * outside a task. */
int pin_stack(void);

/* The same by taking over the generator that is running, the worker's own, at once. That
 * is how the documents first had it; it exits when the poll has ended, and whoever
 * resumes it then meets a generator that has finished. Kept to show it. */
int pin_current_generator(void);

/* Gives the turn away in the middle of a poll; the task is resumed right there. */
void task_yield(void);

enum park_result {
  PARK_WOKEN,
  PARK_TIMED_OUT, /* its time was over before it had its turn again */
  PARK_REFUSED,   /* there is no stack for the worker to go on with */
};

/* Gives the turn away in the middle of a poll until the task is woken, or for so many ns;
 * 0: for as long as it takes. */
enum park_result task_park(uint64_t ns);

/* Wakes the calling task after a time, unless something else does before. The poll is to
 * end pending. */
void task_wake_after(struct task *self, uint64_t ns);

#endif
