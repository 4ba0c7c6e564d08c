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

/* Does a piece of the task's work. A poll that gives POLL_PENDING has arranged for
 * task_wake. */
typedef enum poll task_poll(struct task *self, void *argument);

enum { TASK_PRIORITIES = 3 };

struct task_options {
  unsigned priority; /* 0 is served first; below TASK_PRIORITIES */
  int worker;        /* -1: the worker with the fewest tasks */
  int unpreemptible; /* opts out: a request is kept until its poll has ended */
};

enum task_schedule {
  TASK_IDLE,    /* ended a poll pending and waits for task_wake */
  TASK_QUEUED,  /* its worker is going to poll it */
  TASK_RUNNING, /* it is being polled; an interrupted poll counts as well */
  TASK_WOKEN,   /* it is being polled, and is to be polled again */
  TASK_FINISHED,
};

struct task {
  task_poll *poll;
  void *argument;
  struct task_options options;
  struct worker *worker; /* for life: what is on its stack may refer to the thread */
  struct pin pin;
  _Atomic enum task_schedule schedule;
  enum poll polled; /* the result of its latest poll on a generator of its own */
  uint64_t preempts;
  uint64_t ran_ns;     /* in its present poll, where turns are timed */
  int parks;           /* it is in the middle of its poll, which is about to be left */
  uint64_t wake_at_ns; /* 0: it has set no alarm */
  int alarm_rang;      /* the latest alarm */
  struct task *next_alarm;
  struct task *next; /* in the queue that it is in */
  uint64_t result;
  pthread_mutex_t mutex; /* protects what follows */
  pthread_cond_t ended;
  int has_ended;
};

/* Polls a task that waits, or polls it once more when its poll ends. For any thread and
 * any task. */
void task_wake(struct task *task);

/* Sets what executor_join() is to give. */
void task_set_result(struct task *self, uint64_t result);

/* The task in whose poll the caller is, or NULL. */
struct task *task_current(void);

/* Asks for a generator of the calling task's own, on which its next poll is made. 0
 * outside a task. */
int pin_stack(void);

/* The same, but takes over the running generator, the worker's own, at once. That is how
 * the documents first had it. The generator exits when the poll has ended, and whoever
 * resumes it then meets a generator that has finished. Kept to show this. */
int pin_current_generator(void);

/* Gives up the turn in the middle of a poll; the task is resumed at that point. */
void task_yield(void);

enum park_result {
  PARK_WOKEN,
  PARK_TIMED_OUT, /* its time was up before it had its turn again */
  PARK_REFUSED,   /* there is no stack for the worker to go on with */
};

/* Gives up the turn in the middle of a poll until the task is woken, or for so many ns;
 * 0: for as long as it takes. */
enum park_result task_park(uint64_t ns);

/* Wakes the calling task after a time, unless something else wakes it before. The poll
 * must then end pending. */
void task_wake_after(struct task *self, uint64_t ns);

#endif
