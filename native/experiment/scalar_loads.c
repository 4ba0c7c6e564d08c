#include "loads.h"

#include <alloca.h>
#include <string.h>
#include <xmmintrin.h>

#include "native/generator/frame.h"
#include "native/generator/worker.h"

/* Folds a value into a checksum (FNV-1a's prime, 64 bits). */
static uint64_t fold(uint64_t sum, uint64_t value) {
  return (sum ^ value) * UINT64_C(0x100000001b3);
}

static uint64_t bits_of(double number) {
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  return bits;
}

uint64_t load_integer(uint64_t seed) {
  uint64_t a = seed, b = seed * 3, c = seed ^ 77, d = seed + 5, e = ~seed, f = seed << 3;
  for (int i = 0; i < 4000; i++) {
    a = a * UINT64_C(6364136223846793005) + b;
    b ^= a >> 17;
    c += b * 31;
    d = (d << 7 | d >> 57) ^ c;
    /* The carry flag must survive from one instruction to the next. */
    __asm__("addq %[a], %[e]\n\tadcq %[b], %[f]\n\tadcq $0, %[e]"
            : [e] "+r"(e), [f] "+r"(f)
            : [a] "r"(a), [b] "r"(d)
            : "cc");
  }
  return fold(fold(fold(fold(fold(a, b), c), d), e), f);
}

uint64_t load_x87(uint64_t seed) {
  long double a = 1.0L + (long double)(seed & 15) / 16.0L, b = 0.5L, c = 0.25L;
  for (int i = 0; i < 3000; i++) {
    a = a * 0.999L + b;
    b = b * 0.5L + c * 0.25L;
    c = c * 0.9L + a * 0.01L;
  }
  return bits_of((double)(a + b * 3 + c * 7));
}

uint64_t load_mxcsr(uint64_t seed) {
  unsigned before = _mm_getcsr();
  _MM_SET_ROUNDING_MODE(_MM_ROUND_UP);
  volatile double sum = (double)(seed & 1023);
  for (int i = 1; i < 3000; i++)
    sum = sum + 1.0 / (double)i;
  uint64_t bits = bits_of(sum);
  int kept = (_mm_getcsr() & _MM_ROUND_MASK) == _MM_ROUND_UP;
  _mm_setcsr(before);
  return fold(bits, (uint64_t)kept);
}

/* A function that makes no calls need not move the stack pointer (System V ABI,
 * 3.2.2). */
__attribute__((noinline)) uint64_t load_red_zone(uint64_t seed) {
  volatile uint64_t below[14];
  for (unsigned i = 0; i < 14; i++)
    below[i] = seed + i;
  for (int turn = 0; turn < 300; turn++)
    for (unsigned i = 0; i < 14; i++)
      below[i] = below[i] * 3 + below[(i + 5) % 14];
  uint64_t sum = 0;
  for (unsigned i = 0; i < 14; i++)
    sum = fold(sum, below[i]);
  return sum;
}

enum { TEXT = 8192 };

static void copy_forward(char *to, const char *from, size_t bytes) {
  __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(bytes) : : "memory");
}

/* The direction flag is set while it runs, and only then (System V ABI, 3.2.1). */
static void copy_backward(char *to, const char *from, size_t bytes) {
  to += bytes - 1;
  from += bytes - 1;
  __asm__ volatile("std\n\trep movsb\n\tcld"
                   : "+D"(to), "+S"(from), "+c"(bytes)
                   :
                   : "memory", "cc");
}

uint64_t load_string(uint64_t seed) {
  char from[TEXT], to[TEXT];
  for (unsigned i = 0; i < TEXT; i++)
    from[i] = (char)(seed * (i + 1) >> 5);
  for (int turn = 0; turn < 4; turn++) {
    copy_forward(to, from, TEXT);
    copy_backward(from + 1, to, TEXT - 1);
  }
  uint64_t sum = 0;
  for (unsigned i = 0; i < TEXT; i++)
    sum = fold(sum, (unsigned char)from[i]);
  return sum;
}

/* In a stack of 64 KiB these leave a few KiB. */
enum { DEEP_FRAMES = 12, FRAME_BYTES = 4320, NEAR_THE_END = 16 << 10 };

/* The bytes to use up near the end of a task's stack, so that half of what the trampoline
 * takes on this processor is left; elsewhere 0. */
static size_t bytes_to_use_up(const char *here) {
  struct worker *worker = worker_current();
  if (worker == NULL)
    return 0;
  size_t left = (size_t)(here - generator_stack(worker->running).low);
  size_t wanted = frame_of_trampoline() / 2;
  return left < NEAR_THE_END && left > wanted ? left - wanted : 0;
}

static uint64_t at_the_end(uint64_t seed) {
  char here;
  volatile char *used = alloca(bytes_to_use_up(&here) + 1);
  used[0] = 0;
  return load_integer(seed);
}

static uint64_t descend(uint64_t seed, int depth) {
  volatile unsigned char frame[FRAME_BYTES - 128];
  frame[0] = (unsigned char)seed;
  frame[sizeof frame - 1] = (unsigned char)(seed >> 8);
  uint64_t below = depth == 0 ? at_the_end(seed) : descend(seed + 1, depth - 1);
  return fold(below, frame[0] + ((uint64_t)frame[sizeof frame - 1] << 8));
}

uint64_t load_deep(uint64_t seed) {
  return fold(load_integer(seed), descend(seed, DEEP_FRAMES));
}
