/* Waits for a moment as exactly as a busy machine allows. All who signal at a rate or
 * after a time wait here, so that they keep time alike. */
#ifndef PREEMPT_LAB_DEADLINE_H
#define PREEMPT_LAB_DEADLINE_H

#include <stdatomic.h>
#include <stdint.h>

/* To be called once by each thread that is going to wait. */
void deadline_prepare_thread(void);

/* Returns at `deadline_ns` of CLOCK_MONOTONIC, or soon after `stop` is set. */
void deadline_wait(uint64_t deadline_ns, const atomic_int *stop);

#endif
