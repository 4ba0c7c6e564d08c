/* Work whose result shows whether anything was lost on the way. Each kind keeps a
 * different part of the machine's state alive. */
#ifndef PREEMPT_LAB_LOAD_H
#define PREEMPT_LAB_LOAD_H

#include <stdint.h>

struct load {
  const char *name;
  /* Some tens of microseconds of work; a function of the seed alone. */
  uint64_t (*round)(uint64_t seed);
  const char *wrong;         /* what a different result means */
  int (*is_supported)(void); /* by this processor; NULL: by every processor */
};

/* NULL when there is no load of that name, or the processor cannot run it. */
const struct load *load_named(const char *name);

/* Goes through the loads that the processor can run; NULL stands for both the beginning
 * and the end. */
const struct load *load_after(const struct load *previous);

/* Why the processor cannot run the load of that name, for a knob; NULL: it can. */
const char *load_lacks(const char *name);

#endif
