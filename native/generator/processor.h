/* What of this processor, and of what its kernel lays on a stack for it, a preempt
 * depends on. Nothing else in the package assumes any of it. */
#ifndef PREEMPT_LAB_PROCESSOR_H
#define PREEMPT_LAB_PROCESSOR_H

#include <stdint.h>

/* How the state beside the general registers is saved, the least able first;
 * trampoline.S knows the numbers. */
enum state_saver {
  SAVER_FXSAVE, /* x87, MXCSR and the xmm registers: there is no more, or no xsave */
  SAVER_XSAVE,
  SAVER_XSAVEC,
};

struct processor {
  enum state_saver saver;
  int has_avx;
  uint64_t components;         /* that are saved, as bits of XCR0 */
  uint64_t state_bytes;        /* that saving them takes */
  uint64_t signal_frame_bytes; /* that the kernel takes to deliver a signal, at most */
};

/* The one that this process runs on, looked at once. Safe in a signal handler from the
 * second call on.
 *
 * Whoever tests compiles for another: PREEMPT_LAB_MOST_SAVER, no more able than which the
 * saver is, and PREEMPT_LAB_LEAST_FRAME_BYTES, which neither size is below. */
const struct processor *processor_here(void);

#endif
