#ifndef PREEMPT_LAB_LOADS_H
#define PREEMPT_LAB_LOADS_H

#include <stdint.h>

uint64_t load_integer(uint64_t seed);
uint64_t load_sse(uint64_t seed);
uint64_t load_avx2(uint64_t seed);   /* AVX2 and FMA */
uint64_t load_avx512(uint64_t seed); /* AVX-512 F and DQ, including mask registers */
uint64_t load_x87(uint64_t seed);
uint64_t load_mxcsr(uint64_t seed);    /* rounds upward */
uint64_t load_red_zone(uint64_t seed); /* a leaf's variables below the stack pointer */
uint64_t load_string(uint64_t seed);   /* rep movs, with the direction flag both ways */
uint64_t load_errno(uint64_t seed);
uint64_t load_malloc(uint64_t seed);
uint64_t load_stdio(uint64_t seed); /* lines written to one stream by all tasks */
uint64_t load_deep(uint64_t seed);  /* recursion to the end of 64 KiB */

#endif
