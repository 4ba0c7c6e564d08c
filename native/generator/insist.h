/* Checks that hold in every build: assert(3) is compiled out by NDEBUG. */
#ifndef PREEMPT_LAB_INSIST_H
#define PREEMPT_LAB_INSIST_H

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Ends the process with a line that says what does not hold. Safe in a signal handler. */
static inline void insist(int holds, const char *otherwise) {
  if (__builtin_expect(holds, 1))
    return;
  static const char prefix[] = "Fatal error: generator: ";
  if (write(STDERR_FILENO, prefix, sizeof prefix - 1) > 0 &&
      write(STDERR_FILENO, otherwise, strlen(otherwise)) > 0 &&
      write(STDERR_FILENO, "\n", 1) > 0)
    abort();
  abort();
}

#endif
