/* The knobs of a fixture written in C, declared once: the lab reads them with --describe,
 * and no others are accepted. Fixture.main is the counterpart in OCaml. */
#ifndef PREEMPT_LAB_KNOBS_H
#define PREEMPT_LAB_KNOBS_H

#include "native/fixture/arguments.h"

struct knob {
  const char *name;
  const char *const *values; /* the default first; NULL ends them */
  /* Why this machine cannot have a value, or NULL when it can. If the function is NULL,
   * it can have all values. */
  const char *(*lacks)(const char *value);
};

/* Reads the command line as fixture_parse does. Exits with 2 for what was not declared,
 * and with 0 after printing what --describe or --help ask for.
 *
 * `knobs` ends with one that has no name. */
struct fixture_arguments knobs_parse(int argc, char *argv[], const char *fixture,
                                     const struct knob *knobs);

/* The value given for a knob, or else its default. */
const char *knob_value(const struct fixture_arguments *arguments,
                       const struct knob *knob);

/* The index of that value among the knob's values; the default is 0. */
int knob_index(const struct fixture_arguments *arguments, const struct knob *knob);

#endif
