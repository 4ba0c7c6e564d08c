#define _GNU_SOURCE
#include "snapshot.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "telemetry_json.h"

/* The last words are enough to tell how a fixture died. */
enum { OUTPUT_TAIL = 4096 };

static const char *const END_NAMES[] = {
    [WATCH_EXITED] = "exited", [WATCH_NEVER_RAN] = "neverRan",  [WATCH_HUNG] = "hung",
    [WATCH_WALL] = "wall",     [WATCH_CANCELLED] = "cancelled",
};

static void encode_output(struct json *json, int fd) {
  char tail[OUTPUT_TAIL];
  struct stat status;
  off_t size = fd >= 0 && fstat(fd, &status) == 0 ? status.st_size : 0;
  off_t from = size > OUTPUT_TAIL ? size - OUTPUT_TAIL : 0;
  ssize_t length = size > 0 ? pread(fd, tail, OUTPUT_TAIL, from) : 0;
  json_key(json, "output");
  json_text(json, tail, length > 0 ? (size_t)length : 0);
}

char *snapshot_encode(const struct telemetry *telemetry, const struct trial_end *end) {
  char *text = NULL;
  size_t size;
  struct json json = {.out = open_memstream(&text, &size)};
  if (json.out == NULL)
    return NULL;
  json_open(&json, '{');
  json_text_field(&json, "end",
                  end->launch_error != 0 ? "notLaunched" : END_NAMES[end->watch],
                  TELEMETRY_NAME);
  json_number_field(&json, "launchErrno", (uint64_t)end->launch_error);
  json_key(&json, end->by_signal ? "exitSignal" : "exitCode");
  json_number(&json, (uint64_t)end->status);
  json_number_field(&json, "durationNs", end->duration_ns);
  encode_output(&json, end->output_fd);
  encode_telemetry(&json, telemetry);
  json_close(&json, '}');
  return fclose(json.out) == 0 ? text : NULL;
}
