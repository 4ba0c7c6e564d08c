#include "knobs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Every value, each in double quotes. */
static void print_values(const struct knob *knob, const char *quote,
                         const char *between) {
  for (const char *const *value = knob->values; *value != NULL; value++)
    printf("%s%s%s%s", value == knob->values ? "" : between, quote, *value, quote);
}

static const char *why_not(const struct knob *knob, const char *value) {
  return knob->lacks == NULL ? NULL : knob->lacks(value);
}

static void print_lacking(const struct knob *knobs) {
  const char *between = "";
  for (const struct knob *knob = knobs; knob->name != NULL; knob++)
    for (const char *const *value = knob->values; *value != NULL; value++) {
      const char *reason = why_not(knob, *value);
      if (reason == NULL)
        continue;
      printf("%s{\"knob\":\"%s\",\"value\":\"%s\",\"reason\":\"%s\"}", between,
             knob->name, *value, reason);
      between = ",";
    }
}

static void describe(const char *fixture, const struct knob *knobs) {
  printf("{\"fixture\":\"%s\",\"knobs\":{", fixture);
  for (const struct knob *knob = knobs; knob->name != NULL; knob++) {
    printf("%s\"%s\":[", knob == knobs ? "" : ",", knob->name);
    print_values(knob, "\"", ",");
    printf("]");
  }
  printf("},\"notApplicable\":[");
  print_lacking(knobs);
  puts("]}");
}

static void help(const char *fixture, const struct knob *knobs) {
  printf("%s [options] [<knob>=<value>]...\nKnobs, the default first:\n", fixture);
  for (const struct knob *knob = knobs; knob->name != NULL; knob++) {
    printf("  %s=", knob->name);
    print_values(knob, "", "|");
    printf("\n");
  }
  puts("Options:\n"
       "  --describe                            print the knobs as JSON\n"
       "  --driver external|sibling|timer|none  who signals (sibling)\n"
       "  --rate <Hz>                           (10000)\n"
       "  --jitter <share of a period>          (0.25)\n"
       "  --seed <n>                            of the jitter (1)\n"
       "  --cap <attempts>                      (3000)");
}

static void refuse(const char *why, const char *argument) {
  fprintf(stderr, "%s %s; --help shows what there is\n", why, argument);
  exit(2);
}

static const struct knob *knob_of(const char *argument, const struct knob *knobs) {
  size_t length = strcspn(argument, "=");
  for (const struct knob *knob = knobs; knob->name != NULL; knob++)
    if (strlen(knob->name) == length && strncmp(knob->name, argument, length) == 0)
      return knob;
  return NULL;
}

static void check(const char *argument, const struct knob *knobs) {
  const char *given = strchr(argument, '=');
  if (given == NULL)
    refuse("no <knob>=<value>:", argument);
  const struct knob *knob = knob_of(argument, knobs);
  if (knob == NULL)
    refuse("no knob", argument);
  const char *const *value = knob->values;
  while (*value != NULL && strcmp(*value, given + 1) != 0)
    value++;
  if (*value == NULL)
    refuse("no value", argument);
  if (why_not(knob, *value) != NULL)
    refuse(why_not(knob, *value), argument);
}

struct fixture_arguments knobs_parse(int argc, char *argv[], const char *fixture,
                                     const struct knob *knobs) {
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--describe") == 0)
      describe(fixture, knobs);
    else if (strcmp(argv[i], "--help") == 0)
      help(fixture, knobs);
    else
      continue;
    exit(0);
  }
  struct fixture_arguments arguments = fixture_parse(argc, argv);
  for (int i = 0; i < arguments.knob_count; i++)
    check(arguments.knobs[i], knobs);
  return arguments;
}

const char *knob_value(const struct fixture_arguments *arguments,
                       const struct knob *knob) {
  return fixture_knob(arguments, knob->name, knob->values[0]);
}

int knob_index(const struct fixture_arguments *arguments, const struct knob *knob) {
  const char *value = knob_value(arguments, knob);
  int index = 0;
  while (strcmp(knob->values[index], value) != 0)
    index++;
  return index;
}
