#define _GNU_SOURCE
#include "illegal_steps.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "native/generator/pin.h"

static struct pin pin_in(int state) {
  struct pin pin = {.mode = PIN_NONE};
  for (int mode = PIN_NONE; mode <= PIN_POLL; mode++)
    for (int owner = PIN_BY_NOBODY; owner <= PIN_BY_TASK; owner++) {
      struct pin candidate = {.mode = (enum pin_mode)mode,
                              .owner = (enum pin_owner)owner};
      if (pin_state_of(&candidate) == state)
        pin = candidate;
    }
  return pin;
}

static _Noreturn void try(int state, enum pin_event event) {
  struct pin pin = pin_in(state);
  signal(SIGABRT, SIG_DFL);
  dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
  pin_step(&pin, event, AFTER_SWITCH_EXIT);
  _exit(0);
}

static int is_caught(int state, enum pin_event event) {
  pid_t child = fork();
  if (child == 0)
    try(state, event);
  int status;
  return waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
         WTERMSIG(status) == SIGABRT;
}

int illegal_steps_caught(void) {
  int caught = 0;
  for (int state = 0; state < PIN_STATES; state++)
    for (int event = 0; event < PIN_EVENTS; event++) {
      if (pin_is_legal(state, (enum pin_event)event))
        continue;
      if (!is_caught(state, (enum pin_event)event))
        return -1;
      caught++;
    }
  return caught;
}
