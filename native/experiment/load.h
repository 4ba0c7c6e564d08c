/* Work whose result tells whether anything was lost on the way: each kind keeps another
 * part of the machine's state alive. */
#ifndef PREEMPT_LAB_LOAD_H
#define PREEMPT_LAB_LOAD_H

#include <stdint.h>

struct load {
  const char *name;
  /* Some tens of microseconds of work; a function of the seed alone. */
  uint64_t (*round)(uint64_t seed);
  const char *wrong;         /* what it means when a round gives something else */
  int (*is_supported)(void); /* by this processor; NULL: by all */
};

/* NULL when there is none of that name, or the processor cannot do it. */
const struct load *load_named(const char *name);

/* One after the other that the processor can do; NULL: begins, and ends. */
const struct load *load_after(const struct load *previous);

/* Why the processor cannot do the one of that name, for a knob; NULL: it can. */
const char *load_lacks(const char *name);

#endif
