/* Waits for a moment, as exactly as a busy machine lets a thread: whoever signals at a
 * rate or after a time waits here, so that all of them keep time alike. */
#ifndef PREEMPT_LAB_DEADLINE_H
#define PREEMPT_LAB_DEADLINE_H

#include <stdatomic.h>
#include <stdint.h>

/* To be called once by a thread that is going to wait. */
void deadline_prepare_thread(void);

/* Returns at `deadline_ns` of CLOCK_MONOTONIC, or soon after `stop` is set. */
void deadline_wait(uint64_t deadline_ns, const atomic_int *stop);

#endif
