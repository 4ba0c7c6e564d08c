/* What a preempt needs to know about this processor, and about what its kernel puts on a
 * stack for it. Nothing else in the package assumes any of it. */
#ifndef PREEMPT_LAB_PROCESSOR_H
#define PREEMPT_LAB_PROCESSOR_H

#include <stdint.h>

/* How the state besides the general registers is saved, the least capable first;
 * trampoline.S knows the numbers. */
enum state_saver {
  SAVER_FXSAVE, /* x87, MXCSR and the xmm registers: there is nothing else, or no xsave */
  SAVER_XSAVE,
  SAVER_XSAVEC,
};

struct processor {
  enum state_saver saver;
  int has_avx;
  uint64_t components;         /* those that are saved, as bits of XCR0 */
  uint64_t state_bytes;        /* what saving them takes */
  uint64_t signal_frame_bytes; /* the most that the kernel takes to deliver a signal */
};

/* The processor that this process runs on, examined once. Safe in a signal handler from
 * the second call on.
 *
 * Tests compile for another one: PREEMPT_LAB_MOST_SAVER is the most capable saver to use,
 * and PREEMPT_LAB_LEAST_FRAME_BYTES is a lower bound for both sizes. */
const struct processor *processor_here(void);

#endif
