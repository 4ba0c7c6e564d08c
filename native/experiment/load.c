#include "load.h"

#include <string.h>

#include "loads.h"

static int has_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

static int has_avx512(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
}

static const struct load loads[] = {
    {"integer", load_integer, "an integer register or the flags were lost", NULL},
    {"sse", load_sse, "an xmm register was lost", NULL},
    {"avx2", load_avx2, "the upper half of a ymm register was lost", has_avx2},
    {"avx512", load_avx512, "a zmm or mask register was lost", has_avx512},
    {"x87", load_x87, "the x87 stack was lost", NULL},
    {"mxcsr", load_mxcsr, "the rounding mode was lost", NULL},
    {"red-zone", load_red_zone, "the red zone was overwritten", NULL},
    {"string", load_string, "the direction flag was lost", NULL},
    {"errno", load_errno, "errno was lost", NULL},
    {"malloc", load_malloc, "a block of malloc's was given twice", NULL},
    {"stdio", load_stdio, "lines are garbled", NULL},
    {"deep", load_deep, "a deep stack was overwritten", NULL},
};
enum { LOADS = sizeof loads / sizeof *loads };

static int is_supported(const struct load *load) {
  return load->is_supported == NULL || load->is_supported();
}

const struct load *load_named(const char *name) {
  for (int i = 0; i < LOADS; i++)
    if (strcmp(loads[i].name, name) == 0 && is_supported(&loads[i]))
      return &loads[i];
  return NULL;
}

const struct load *load_after(const struct load *previous) {
  const struct load *load = previous == NULL ? loads : previous + 1;
  while (load < loads + LOADS && !is_supported(load))
    load++;
  return load < loads + LOADS ? load : NULL;
}

const char *load_lacks(const char *name) {
  for (int i = 0; i < LOADS; i++)
    if (strcmp(loads[i].name, name) == 0 && !is_supported(&loads[i]))
      return "this processor lacks its instructions";
  return NULL;
}
