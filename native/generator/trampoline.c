#define _GNU_SOURCE
#include "trampoline.h"

#include <cpuid.h>

#include "executor.h"

extern char trampoline_begin[], trampoline_end[];
extern char trampoline_whole[], trampoline_xmm[], trampoline_leaking[],
    trampoline_in_red_zone[];

/* For trampoline.S. */
uint64_t trampoline_xsave_bytes;
uint32_t trampoline_xsave_mask;

enum { RED_ZONE = 128, GENERAL_BYTES = 17 * 8, ALIGNMENT = 64 };

/* Of what xsave can keep: x87, SSE, AVX, and of AVX-512 the masks, the upper halves and
 * the upper registers (Intel SDM 1, 13.1). A process has the tiles of AMX only if it asks
 * the kernel for them. */
static const uint32_t KEPT = 0xe7;

/* Leaf 0xd: subleaf 0 tells what the system has enabled and the size of the standard
 * format, which is no less than that of the compacted one. */
void trampoline_prepare(void) {
  unsigned enabled, standard_bytes, most_bytes, high;
  __cpuid_count(0xd, 0, enabled, standard_bytes, most_bytes, high);
  (void)most_bytes, (void)high;
  trampoline_xsave_mask = KEPT & enabled;
  trampoline_xsave_bytes = standard_bytes;
}

uint64_t trampoline_stack_bytes(void) {
  return RED_ZONE + GENERAL_BYTES + ALIGNMENT + trampoline_xsave_bytes;
}

static char *with_faults(unsigned faults) {
  if ((faults & FAULT_ONLY_XMM_SAVED) != 0)
    return trampoline_xmm;
  if ((faults & FAULT_RED_ZONE_OVERWRITTEN) != 0)
    return trampoline_in_red_zone;
  return (faults & FAULT_ENVIRONMENT_LEAKS) != 0 ? trampoline_leaking : trampoline_whole;
}

void trampoline_enter_after(ucontext_t *interrupted, unsigned faults) {
  greg_t *registers = interrupted->uc_mcontext.gregs;
  int zone = (faults & FAULT_RED_ZONE_OVERWRITTEN) != 0 ? 0 : RED_ZONE;
  uint64_t *top = (uint64_t *)(registers[REG_RSP] - zone) - 1;
  *top = (uint64_t)registers[REG_RIP];
  registers[REG_RSP] = (greg_t)(uintptr_t)top;
  registers[REG_RIP] = (greg_t)(uintptr_t)with_faults(faults);
}

int trampoline_holds(uint64_t pc) {
  return pc >= (uintptr_t)trampoline_begin && pc < (uintptr_t)trampoline_end;
}
