/* A fixture that goes wrong in the way it is told: what a harness must tell apart. */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "native/fixture/arguments.h"

/* Attempts before it goes wrong. */
enum { GOOD_ATTEMPTS = 20 };

static volatile sig_atomic_t stuck;

static void handle_signal(int signal, siginfo_t *info, void *context) {
  (void)signal;
  (void)info;
  if (!fixture_received(context))
    return;
  if (stuck) {
    fixture_skipped();
    return;
  }
  fixture_attempted();
  fixture_completed();
}

/* What no compiler can tell to be wrong. */
static volatile int endless = 1;
static volatile int *volatile nowhere = (volatile int *)16;

static int consume_stack(volatile char *above) {
  volatile char frame[4096];
  frame[0] = *above;
  return endless ? consume_stack(frame) + frame[0] : 0;
}

static void stop_working(int ms) {
  for (int i = 0; i < ms; i++)
    usleep(1000);
}

/* Address space that is never touched: only a limit can refuse it. */
static void exhaust_memory(void) {
  int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  if (mmap(NULL, (size_t)1 << 40, PROT_READ, flags, -1, 0) == MAP_FAILED)
    abort();
}

/* From now on work hardly gets a processor. */
static void starve(void) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET((size_t)sched_getcpu(), &one);
  sched_setaffinity(0, sizeof one, &one);
  if (fork() == 0)
    for (;;)
      ;
  struct sched_param parameters = {0};
  sched_setscheduler(0, SCHED_IDLE, &parameters);
}

/* Takes 20 ms of a processor. */
static void work_hard(void) {
  clock_t end = clock() + CLOCKS_PER_SEC / 50;
  while (clock() < end)
    ;
}

static void leave_orphan(void) {
  pid_t orphan = fork();
  if (orphan == 0)
    for (;;)
      pause();
  printf("%d\n", orphan);
}

/* One wild write into what the runner shares with it, or many. */
static void overwrite(const char *how) {
  struct telemetry *telemetry = fixture_telemetry();
  if (strcmp(how, "wild-count") == 0)
    atomic_store(&telemetry->completed, UINT64_C(1) << 60);
  if (strcmp(how, "wild-histogram") == 0)
    atomic_store(&telemetry->histograms[0].sum, UINT64_C(1) << 60);
  if (strcmp(how, "scribble") == 0)
    memset(telemetry, 0xff, sizeof *telemetry);
  if (strcmp(how, "scribble") == 0 || strncmp(how, "wild", strlen("wild")) == 0)
    abort();
}

static void go_wrong(const char *how) {
  char nothing = 0;
  overwrite(how);
  if (strcmp(how, "segv") == 0)
    *nowhere = 1;
  if (strcmp(how, "abort") == 0)
    abort();
  if (strcmp(how, "fatal") == 0) {
    fputs("Fatal error: allocation failure during minor GC\n", stderr);
    abort();
  }
  if (strcmp(how, "exit") == 0)
    exit(0);
  if (strcmp(how, "overflow") == 0)
    exit(consume_stack(&nothing));
  if (strcmp(how, "flood") == 0)
    for (;;)
      puts("a line that nobody reads");
  if (strcmp(how, "memory") == 0)
    exhaust_memory();
  if (strcmp(how, "orphan") == 0) {
    leave_orphan();
    exit(0);
  }
  if (strcmp(how, "ignore-term") == 0)
    signal(SIGTERM, SIG_IGN);
  stuck = 1;
  for (;;)
    stop_working(1000);
}

static void end(const char *how) {
  if (strcmp(how, "unhandled") == 0)
    fixture_end(TELEMETRY_UNHANDLED, "Stdlib.Effect.Unhandled");
  else if (strcmp(how, "wrong") == 0)
    fixture_end(TELEMETRY_WRONG_RESULT, "\033[31ma wrong checksum\n\"quoted\"");
  else if (strcmp(how, "early") == 0)
    fixture_end(TELEMETRY_FINISHED, "");
  else
    fixture_end(TELEMETRY_REACHED_CAP, "");
  if (strcmp(how, "late-death") == 0)
    abort();
}

int main(int argc, char *argv[]) {
  struct fixture_arguments arguments = fixture_parse(argc, argv);
  const char *how = fixture_knob(&arguments, "how", "well");
  struct telemetry *telemetry;
  struct sigaction action = {.sa_sigaction = handle_signal, .sa_flags = SA_SIGINFO};
  const char *inherited = getenv(TELEMETRY_FD_VARIABLE);
  int telemetry_fd = strcmp(how, "shrink") == 0 ? dup(atoi(inherited)) : -1;
  fixture_open(&arguments.options);
  telemetry = fixture_telemetry();
  if (telemetry_fd >= 0 && (ftruncate(telemetry_fd, 0) == 0 ||
                            ftruncate(telemetry_fd, (off_t)sizeof *telemetry + 1) == 0))
    return 4;
  if (strcmp(how, "never-run") == 0)
    return 3;
  if (strcmp(how, "silent") == 0)
    stop_working(60000);
  fixture_claim_target();
  sigaction(arguments.options.signal, &action, NULL);
  fixture_measure("answer", "things", 42);
  fixture_run();
  if (strcmp(how, "starved") == 0)
    starve();
  while (!fixture_should_stop()) {
    fixture_verified();
    if (atomic_load(&telemetry->attempts) < GOOD_ATTEMPTS)
      continue;
    if (strcmp(how, "early") == 0 || strcmp(how, "wrong") == 0 ||
        strcmp(how, "unhandled") == 0)
      break;
    if (strcmp(how, "slow") == 0)
      stop_working(1);
    else if (strcmp(how, "starved") == 0)
      work_hard();
    else if (strcmp(how, "well") != 0 && strcmp(how, "shrink") != 0 &&
             strcmp(how, "late-death") != 0)
      go_wrong(how);
  }
  fixture_verified();
  end(how);
  return EXIT_SUCCESS;
}
