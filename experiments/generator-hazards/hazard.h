/* What a runtime can get wrong, one thing at a time, and what its tasks must be doing for
 * it to show. */
#ifndef PREEMPT_LAB_HAZARD_H
#define PREEMPT_LAB_HAZARD_H

#include "native/generator/executor.h"

enum { HAZARD_TASKS = 4 };

struct hazard {
  const char *name;
  /* What the tasks do; NULL ends them. Those that this processor cannot do are left out;
   * there is one among them that each can. */
  const char *loads[HAZARD_TASKS];
  enum preempt_way way;
  enum handler_mask mask;
  unsigned fault;            /* what is wrong with it, and is not with the remedy */
  enum preempt_guard remedy; /* the guard that helps, where that is what is missing */
  size_t stack_bytes;        /* 0: as usual */
};

extern const struct hazard HAZARDS[];

/* Never NULL for a value of the knob. */
const struct hazard *hazard_named(const char *name);

#endif
