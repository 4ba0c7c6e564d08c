#define _GNU_SOURCE
#include "loads.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "native/generator/no_preempt.h"

uint64_t load_errno(uint64_t seed) {
  uint64_t lost = 0;
  for (unsigned i = 0; i < 200; i++) {
    int mine = (int)((seed + i) & 0x7f) + 1;
    errno = mine;
    for (volatile int pause = 0; pause < 40; pause++)
      ;
    __asm__ volatile("" : : : "memory"); /* to the compiler it is thread-local memory */
    lost += errno != mine;
  }
  return lost;
}

enum { BLOCKS = 48 };

static int is_whole(const unsigned char *block, size_t bytes, unsigned char tag) {
  return block[0] == tag && block[bytes / 2] == tag && block[bytes - 1] == tag;
}

uint64_t load_malloc(uint64_t seed) {
  unsigned char *blocks[BLOCKS] = {NULL};
  size_t sizes[BLOCKS];
  uint64_t state = seed | 1, broken = 0;
  for (int turn = 0; turn < 400; turn++) {
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    unsigned i = (unsigned)(state >> 33) % BLOCKS;
    unsigned char tag = (unsigned char)(seed * 17 + i);
    if (blocks[i] != NULL) {
      broken += !is_whole(blocks[i], sizes[i], tag);
      free(blocks[i]);
      blocks[i] = NULL;
      continue;
    }
    sizes[i] = 16 + (size_t)(state >> 40) % 3000;
    blocks[i] = malloc(sizes[i]);
    if (blocks[i] != NULL)
      memset(blocks[i], tag, sizes[i]);
  }
  for (unsigned i = 0; i < BLOCKS; i++)
    free(blocks[i]);
  return broken;
}

/* What tasks print to one stream comes out of a pipe, where it is checked. */
enum { LINES = 20, LINE_BYTES = 34 };

static int printed[2];
static FILE *stream;

static void open_stream(void) {
  if (stream != NULL || pipe2(printed, O_CLOEXEC | O_NONBLOCK) != 0)
    return;
  stream = fdopen(printed[1], "w");
}

static int line_is_right(const char *line) {
  uint64_t seed, inverse;
  return strlen(line) == LINE_BYTES - 1 &&
         sscanf(line, "%" SCNx64 ":%" SCNx64, &seed, &inverse) == 2 && inverse == ~seed;
}

/* Counts the wrong ones among the complete lines that have come out since the last
 * call. */
static uint64_t count_wrong_lines(void) {
  static char text[1 << 16];
  static size_t used;
  uint64_t wrong = 0;
  ssize_t got = read(printed[0], text + used, sizeof text - used - 1);
  used += got > 0 ? (size_t)got : 0;
  text[used] = '\0';
  char *line = text, *end;
  for (; (end = strchr(line, '\n')) != NULL; line = end + 1) {
    *end = '\0';
    wrong += !line_is_right(line);
  }
  used -= (size_t)(line - text);
  memmove(text, line, used);
  return wrong;
}

uint64_t load_stdio(uint64_t seed) {
  open_stream();
  for (int i = 0; i < LINES; i++)
    fprintf(stream, "%016" PRIx64 ":%016" PRIx64 "\n", seed + (uint64_t)i,
            ~(seed + (uint64_t)i));
  fflush(stream);
  no_preempt_enter();
  uint64_t wrong = count_wrong_lines();
  no_preempt_leave();
  return wrong;
}
