/* Which generator a task is polled on, who made it and why: the only state in which a
 * task and a worker may change hands. */
#ifndef PREEMPT_LAB_PIN_H
#define PREEMPT_LAB_PIN_H

#include "generator.h"

enum pin_mode {
  PIN_NONE,   /* no generator of its own: polled on its worker's */
  PIN_SWITCH, /* an interrupted poll is on its generator; a resume continues that poll */
  PIN_POLL,   /* each resume of its generator polls it once */
};

enum pin_owner {
  PIN_BY_NOBODY,
  PIN_BY_WORKER, /* it was a worker's when the task was preempted on it */
  PIN_BY_TASK,   /* made for the task */
};

enum pin_reason { PIN_FOR_NOTHING, PIN_EXPLICIT, PIN_PREEMPTED };

struct pin {
  enum pin_mode mode;
  enum pin_owner owner;
  enum pin_reason reason;
  /* NULL while the pin is only a request: a generator is made when the task is next
   * polled. */
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
  PIN_ASKED,     /* the task has called pin_stack() */
  PIN_INTERRUPT, /* its poll has been interrupted */
  PIN_PENDING,   /* its poll, on its own generator, has ended pending */
  PIN_READY,     /* ... or ready */
  PIN_EVENTS,
};

/* Takes an event to the next state, except for the generator, which the caller must set.
 * Ends the process if the event cannot happen in this state. */
void pin_step(struct pin *pin, enum pin_event event, enum after_switch after);

/* How often each event met each state since the process began. The states are modes times
 * owners, as pin_state_of() numbers them. For checking that all of them happen. */
enum { PIN_STATES = 9 };
int pin_state_of(const struct pin *pin);
unsigned long pin_steps(int state, enum pin_event event);

/* Whether an event can happen in a state. */
int pin_is_legal(int state, enum pin_event event);

#endif
