#define _GNU_SOURCE
#include "trampoline.h"

#include "executor.h"
#include "processor.h"

extern char trampoline_begin[], trampoline_end[];
extern char trampoline_whole[], trampoline_xmm[], trampoline_leaking[],
    trampoline_in_red_zone[];

/* For trampoline.S. */
uint64_t trampoline_state_bytes, trampoline_components;
uint32_t trampoline_saver, trampoline_has_avx;

enum { RED_ZONE = 128 };

void trampoline_prepare(void) {
  const struct processor *processor = processor_here();
  trampoline_state_bytes = processor->state_bytes;
  trampoline_components = processor->components;
  trampoline_saver = processor->saver;
  trampoline_has_avx = (uint32_t)processor->has_avx;
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
