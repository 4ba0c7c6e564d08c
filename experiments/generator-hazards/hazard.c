#include "hazard.h"

#include <string.h>

const struct hazard HAZARDS[] = {
    {.name = "mask",
     .loads = {"integer", "integer"},
     .way = PREEMPT_IN_HANDLER,
     .mask = MASK_NAIVE},
    {.name = "registers",
     .loads = {"avx2", "x87", "avx2", "x87"},
     .way = PREEMPT_BY_TRAMPOLINE,
     .fault = FAULT_ONLY_XMM_SAVED},
    {.name = "red-zone",
     .loads = {"red-zone", "red-zone"},
     .way = PREEMPT_BY_TRAMPOLINE,
     .fault = FAULT_RED_ZONE_OVERWRITTEN},
    {.name = "environment",
     .loads = {"x87", "x87", "x87", "x87"},
     .way = PREEMPT_BY_TRAMPOLINE,
     .fault = FAULT_ENVIRONMENT_LEAKS},
    {.name = "errno",
     .loads = {"errno", "errno"},
     .way = PREEMPT_BY_TRAMPOLINE,
     .fault = FAULT_ERRNO_LEAKS},
    {.name = "malloc",
     .loads = {"malloc", "malloc", "malloc"},
     .way = PREEMPT_BY_TRAMPOLINE,
     .remedy = GUARD_RANGE},
    {.name = "arena",
     .loads = {"malloc", "integer"},
     .way = PREEMPT_BY_TRAMPOLINE,
     .fault = FAULT_SCHEDULER_ALLOCATES},
    {.name = "stdio",
     .loads = {"stdio", "stdio", "stdio"},
     .way = PREEMPT_BY_TRAMPOLINE,
     .remedy = GUARD_RANGE},
    {.name = "stack",
     .loads = {"deep", "deep"},
     .way = PREEMPT_BY_TRAMPOLINE,
     .fault = FAULT_STACK_UNCHECKED,
     .stack_bytes = 64 << 10},
    {.name = NULL},
};

const struct hazard *hazard_named(const char *name) {
  const struct hazard *hazard = HAZARDS;
  while (hazard->name != NULL && strcmp(hazard->name, name) != 0)
    hazard++;
  return hazard;
}
