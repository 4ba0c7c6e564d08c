/* What a runtime can get wrong, one thing at a time, and what its tasks must be doing for
 * the fault to show. */
#ifndef PREEMPT_LAB_HAZARD_H
#define PREEMPT_LAB_HAZARD_H

#include "native/generator/executor.h"

enum { HAZARD_TASKS = 4 };

struct hazard {
  const char *name;
  /* What the tasks do; NULL ends them. Loads that this processor cannot run are left out;
   * at least one of them runs on every processor. */
  const char *loads[HAZARD_TASKS];
  enum preempt_way way;
  enum handler_mask mask;
  unsigned fault;            /* what is wrong without the remedy */
  enum preempt_guard remedy; /* the guard that helps, if a guard is what is missing */
  size_t stack_bytes;        /* 0: the default */
};

extern const struct hazard HAZARDS[];

/* Never NULL if the name is a value of the knob. */
const struct hazard *hazard_named(const char *name);

#endif
