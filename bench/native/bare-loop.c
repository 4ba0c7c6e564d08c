/* What the runner costs without the lab around it: the same trials from a loop in C, the
 * snapshot of each synced to disk as a line of its own.
 *
 *     bare-loop <trials> <file> <fixture> [<argument of the fixture>...]
 *
 * Prints how long the trials took, in ns. */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <inttypes.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "native/runner/runner.h"
#include "native/fixture/arguments.h"
#include "native/shared/clock.h"

static const uint64_t NS_PER_S = 1000000000;

/* The lab's UNHURRIED_LIMITS (src/trial/limits.ts), and the cell in the fixture's
 * options. */
static struct trial_request request_of(int argc, char *argv[]) {
  struct fixture_options options = fixture_parse(argc, argv).options;
  static const char *const no_environment[] = {NULL};
  return (struct trial_request){
      .argv = (const char *const *)argv,
      .envp = no_environment,
      .directory = dirname(strdup(argv[0])),
      .seed = options.seed,
      .rate_hz = options.rate_hz,
      .cap = options.cap,
      .jitter = options.jitter,
      .external = options.driver == FIXTURE_EXTERNAL,
      .signal = (uint32_t)options.signal,
      .startup_ns = 600 * NS_PER_S,
      .wall_ns = 3600 * NS_PER_S,
      .hang_ns = NS_PER_S,
      .grace_ns = 60 * NS_PER_S,
      .memory_bytes = UINT64_C(4) << 30,
      .output_bytes = UINT64_C(1) << 20,
      .cpu_seconds = 16,
  };
}

static void append_line(int file, char *text) {
  struct iovec line[] = {{text, strlen(text)}, {"\n", 1}};
  ssize_t length = (ssize_t)line[0].iov_len + 1;
  if (writev(file, line, 2) != length || fdatasync(file) != 0)
    err(EXIT_FAILURE, "a line could not be written");
}

static void run_and_record(const struct trial_request *request, int file) {
  char *snapshot = lab_run_trial(request);
  if (snapshot == NULL)
    errx(EXIT_FAILURE, "out of memory or of file descriptors");
  if (strstr(snapshot, "\"state\":\"finished\"") == NULL)
    errx(EXIT_FAILURE, "a trial did not finish: %s", snapshot);
  append_line(file, snapshot);
  free(snapshot);
}

int main(int argc, char *argv[]) {
  if (argc < 4)
    errx(2, "bare-loop <trials> <file> <fixture> [<argument of the fixture>...]");
  uint64_t trials = strtoull(argv[1], NULL, 10);
  int file = open(argv[2], O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0)
    err(EXIT_FAILURE, "%s", argv[2]);
  struct trial_request request = request_of(argc - 3, argv + 3);
  if (lab_init() != 0)
    errx(EXIT_FAILURE, "the runner cannot start");
  uint64_t started_ns = monotonic_ns();
  for (uint64_t trial = 0; trial < trials; trial++)
    run_and_record(&request, file);
  printf("%" PRIu64 "\n", monotonic_ns() - started_ns);
  return EXIT_SUCCESS;
}
