#include "pin.h"

#include <stdatomic.h>

#include "insist.h"

#define STATE(mode, owner) ((int)(mode) * 3 + (int)(owner))

/* The events that can happen in each state. A task can ask for a pin whenever it runs;
 * the other events need the generator that the state implies. */
static const unsigned char legal[PIN_STATES][PIN_EVENTS] = {
    [STATE(PIN_NONE, PIN_BY_NOBODY)] = {[PIN_ASKED] = 1, [PIN_INTERRUPT] = 1},
    [STATE(PIN_POLL, PIN_BY_TASK)] = {1, 1, 1, 1},
    [STATE(PIN_POLL, PIN_BY_WORKER)] = {1, 1, 1, 1},
    [STATE(PIN_SWITCH, PIN_BY_TASK)] = {1, 1, 1, 1},
    [STATE(PIN_SWITCH, PIN_BY_WORKER)] = {1, 1, 1, 1},
};

static _Atomic unsigned long steps[PIN_STATES][PIN_EVENTS];

int pin_state_of(const struct pin *pin) { return STATE((int)pin->mode, (int)pin->owner); }

int pin_is_legal(int state, enum pin_event event) { return legal[state][event]; }

unsigned long pin_steps(int state, enum pin_event event) {
  return atomic_load(&steps[state][event]);
}

static void become(struct pin *pin, enum pin_mode mode, enum pin_owner owner,
                   enum pin_reason reason) {
  pin->mode = mode;
  pin->owner = owner;
  pin->reason = reason;
}

/* A request that a task made in the meantime still counts when it is unpinned. */
static void unpin(struct pin *pin) {
  if (pin->wanted)
    become(pin, PIN_POLL, PIN_BY_TASK, PIN_EXPLICIT);
  else
    become(pin, PIN_NONE, PIN_BY_NOBODY, PIN_FOR_NOTHING);
  pin->wanted = 0;
}

static void ask(struct pin *pin) {
  if (pin->mode == PIN_NONE)
    become(pin, PIN_POLL, PIN_BY_TASK, PIN_EXPLICIT);
  else if (pin->owner == PIN_BY_WORKER)
    pin->wanted = 1;
}

static void interrupt(struct pin *pin) {
  int on_its_own = pin->generator != NULL;
  if (pin->mode == PIN_POLL && !on_its_own)
    pin->wanted = 1;
  become(pin, PIN_SWITCH, on_its_own ? pin->owner : PIN_BY_WORKER, PIN_PREEMPTED);
}

static void end_pending(struct pin *pin, enum after_switch after) {
  int exits = pin->mode == PIN_SWITCH && pin->owner == PIN_BY_WORKER &&
              after == AFTER_SWITCH_EXIT;
  if (exits)
    unpin(pin);
  else
    pin->mode = PIN_POLL;
}

void pin_step(struct pin *pin, enum pin_event event, enum after_switch after) {
  int state = pin_state_of(pin);
  insist(pin_is_legal(state, event), "a pin is in no state for what happens to it");
  atomic_fetch_add_explicit(&steps[state][event], 1, memory_order_relaxed);
  switch (event) {
  case PIN_ASKED:
    ask(pin);
    break;
  case PIN_INTERRUPT:
    interrupt(pin);
    break;
  case PIN_PENDING:
    end_pending(pin, after);
    break;
  default:
    become(pin, PIN_NONE, PIN_BY_NOBODY, PIN_FOR_NOTHING);
  }
}
