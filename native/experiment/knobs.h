/* The knobs of an experiment's fixture written in C, declared once: the lab reads them
 * with --describe and nothing else is taken. Fixture.main is its like in OCaml. */
#ifndef PREEMPT_LAB_KNOBS_H
#define PREEMPT_LAB_KNOBS_H

#include "native/fixture/arguments.h"

struct knob {
  const char *name;
  const char *const *values; /* the default first; NULL ends them */
  /* Why this machine cannot have a value, or NULL when it can; NULL: it can have all. */
  const char *(*lacks)(const char *value);
};

/* Reads the command line as fixture_parse does. Exits with 2 for what was not declared,
 * and with 0 after it has printed what --describe or --help ask for.
 *
 * `knobs` ends with one that has no name. */
struct fixture_arguments knobs_parse(int argc, char *argv[], const char *fixture,
                                     const struct knob *knobs);

/* The value of a knob that was given, or else its default. */
const char *knob_value(const struct fixture_arguments *arguments,
                       const struct knob *knob);

/* Which of its values that is, the default being 0. */
int knob_index(const struct fixture_arguments *arguments, const struct knob *knob);

#endif
