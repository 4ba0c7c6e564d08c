/* Which generator a task is polled on, who made it and why: the only state in which a
 * task and a worker may change hands. */
#ifndef PREEMPT_LAB_PIN_H
#define PREEMPT_LAB_PIN_H

#include "generator.h"

enum pin_mode {
  PIN_NONE,   /* no generator of its own: polled on its worker's */
  PIN_SWITCH, /* an interrupted poll is on its generator; resuming goes on with that */
  PIN_POLL,   /* its generator polls it once whenever it is resumed */
};

enum pin_owner {
  PIN_BY_NOBODY,
  PIN_BY_WORKER, /* the generator was a worker's when the task was preempted on it */
  PIN_BY_TASK,   /* made for the task */
};

enum pin_reason { PIN_FOR_NOTHING, PIN_EXPLICIT, PIN_PREEMPTED };

struct pin {
  enum pin_mode mode;
  enum pin_owner owner;
  enum pin_reason reason;
  /* NULL as long as it is pinned only by its word: one is made when it is polled next. */
  struct generator *generator;
  int wanted; /* pin_stack() was called in the middle of an interrupted poll */
};

/* What becomes of a worker's generator when the poll interrupted on it ends pending. */
enum after_switch {
  AFTER_SWITCH_EXIT, /* it ends, and the task is polled on a worker's again */
  AFTER_SWITCH_POLL, /* it goes on as the task's own */
};

/* Things that happen to a pin. */
enum pin_event {
  PIN_ASKED,     /* the task called pin_stack() */
  PIN_INTERRUPT, /* its poll was interrupted */
  PIN_PENDING,   /* its poll, on its own generator, ended pending */
  PIN_READY,     /* ... or ready */
  PIN_EVENTS,
};

/* Takes an event to the next state, except for the generator, which is the caller's to
 * set. Ends the process when that cannot happen in this state. */
void pin_step(struct pin *pin, enum pin_event event, enum after_switch after);

/* How often each event met each state since the process began: modes times owners, as
 * pin_state_of() numbers them. For whoever wants to see that all of them happen. */
enum { PIN_STATES = 9 };
int pin_state_of(const struct pin *pin);
unsigned long pin_steps(int state, enum pin_event event);

/* Whether an event can happen in a state. */
int pin_is_legal(int state, enum pin_event event);

#endif
