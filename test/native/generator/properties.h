/* A program that checks one property, which it is given by name. */
#ifndef PREEMPT_LAB_PROPERTIES_H
#define PREEMPT_LAB_PROPERTIES_H

#include <stdio.h>
#include <string.h>

struct property {
  const char *name; /* NULL ends a list of them */
  void (*check)(void);
};

/* For main to return: 0 when the property holds, 2 when there is none of that name. */
static inline int check_property(const struct property *properties, int argc,
                                 char *argv[]) {
  for (; argc == 2 && properties->name != NULL; properties++)
    if (strcmp(argv[1], properties->name) == 0) {
      properties->check();
      return 0;
    }
  fprintf(stderr, "%s <property>\n", argv[0]);
  return 2;
}

#endif
