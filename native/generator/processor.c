#define _GNU_SOURCE
#include "processor.h"

#include <cpuid.h>
#include <pthread.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef PREEMPT_LAB_MOST_SAVER
#define PREEMPT_LAB_MOST_SAVER SAVER_XSAVEC
#endif
#ifndef PREEMPT_LAB_LEAST_FRAME_BYTES
#define PREEMPT_LAB_LEAST_FRAME_BYTES 0
#endif

/* CPUID's leaf of the extended states (Intel SDM 1, 13.2), and the numbers of its
 * subleaves. */
enum { STATES = 0xd, STATE_FEATURES = 1, FIRST_EXTENDED = 2, COMPONENTS = 63 };

/* The legacy region and the header of an area (Intel SDM 1, 13.4). */
enum { AREA_START_BYTES = 512 + 64 };

/* Protection keys belong to the thread, not to what it computes; a signal handler has
 * different ones anyway (pkeys(7)). */
static const uint64_t X87_AND_SSE = 3, AVX = 1 << 2, PROTECTION_KEYS = 1 << 9;

struct component {
  uint64_t bytes, offset; /* the latter in the standard format */
  int is_aligned;         /* to 64 bytes in the compacted one */
  int is_by_permission;
};

static struct component component_of(unsigned number) {
  unsigned bytes, offset, flags, unused;
  __cpuid_count(STATES, number, bytes, offset, flags, unused);
  (void)unused;
  return (struct component){bytes, offset, (flags & 2) != 0, (flags & 4) != 0};
}

static uint64_t bit(unsigned number) { return UINT64_C(1) << number; }

/* XCR0: what the system has enabled of the states that CPUID reports. */
static uint64_t enabled_components(void) {
  uint32_t low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return low | (uint64_t)high << 32;
}

/* A process has the tiles of AMX only once it has asked for them (the kernel's
 * Documentation/arch/x86/xstate.rst); otherwise the processor denies them. */
static uint64_t permitted_components(void) {
  enum { GET_PERMITTED = 0x1022 }; /* ARCH_GET_XCOMP_PERM, Linux 5.16 */
  uint64_t permitted = 0;
  return syscall(SYS_arch_prctl, GET_PERMITTED, &permitted) == 0 ? permitted : 0;
}

static uint64_t kept_components(void) {
  uint64_t kept = enabled_components() & ~PROTECTION_KEYS;
  uint64_t permitted = permitted_components();
  for (unsigned i = FIRST_EXTENDED; i < COMPONENTS; i++)
    if ((kept & bit(i)) != 0 && component_of(i).is_by_permission)
      kept &= permitted | ~bit(i);
  return kept;
}

/* Intel SDM 1, 13.4.2 and 13.4.3. */
static uint64_t area_bytes(uint64_t components, int is_compacted) {
  uint64_t end = AREA_START_BYTES;
  for (unsigned i = FIRST_EXTENDED; i < COMPONENTS; i++) {
    if ((components & bit(i)) == 0)
      continue;
    struct component component = component_of(i);
    if (is_compacted)
      end = (component.is_aligned ? (end + 63) / 64 * 64 : end) + component.bytes;
    else if (component.offset + component.bytes > end)
      end = component.offset + component.bytes;
  }
  return end;
}

static enum state_saver best_saver(void) {
  unsigned eax, ebx, ecx, edx;
  if (!__get_cpuid(1, &eax, &ebx, &ecx, &edx) || (ecx & bit_OSXSAVE) == 0 ||
      PREEMPT_LAB_MOST_SAVER == SAVER_FXSAVE)
    return SAVER_FXSAVE;
  __cpuid_count(STATES, STATE_FEATURES, eax, ebx, ecx, edx);
  return (eax & bit_XSAVEC) != 0 ? PREEMPT_LAB_MOST_SAVER : SAVER_XSAVE;
}

/* From 5.14 on, the kernel tells. Besides the state, a frame takes 944 bytes there (Linux
 * 6.1, arch/x86/kernel/signal.c, init_sigframe_size). An emulator may tell nothing. */
static uint64_t signal_frame_bytes(uint64_t area) {
  enum { BESIDE_STATE = 1024, LEAST = 2048 };
  uint64_t told = getauxval(AT_MINSIGSTKSZ);
  uint64_t bytes = told != 0 ? told : area + BESIDE_STATE;
  return bytes < LEAST ? LEAST : bytes;
}

static uint64_t at_least(uint64_t bytes) {
  uint64_t least = PREEMPT_LAB_LEAST_FRAME_BYTES;
  return bytes < least ? least : bytes;
}

static struct processor here;

static void look(void) {
  unsigned eax, ebx, ecx, edx;
  here.saver = best_saver();
  here.components = X87_AND_SSE;
  uint64_t area = AREA_START_BYTES;
  if (here.saver != SAVER_FXSAVE) {
    here.components = kept_components();
    area = area_bytes(enabled_components(), 0);
  }
  here.has_avx = __get_cpuid(1, &eax, &ebx, &ecx, &edx) && (ecx & bit_OSXSAVE) != 0 &&
                 (ecx & bit_AVX) != 0 && (enabled_components() & AVX) != 0;
  here.state_bytes = at_least(area_bytes(here.components, here.saver == SAVER_XSAVEC));
  here.signal_frame_bytes = at_least(signal_frame_bytes(area));
}

const struct processor *processor_here(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, look);
  return &here;
}
