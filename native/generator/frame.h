/* What a preempt lays on the stack of the task that it meets, in bytes, all of it counted
 * from the interrupted stack pointer down. Safe in signal handlers once one of them has
 * been called. */
#ifndef PREEMPT_LAB_FRAME_H
#define PREEMPT_LAB_FRAME_H

#include <stddef.h>

/* What capture() and what it calls take, generously. */
enum { FRAME_CAPTURE = 1024 };

/* What the kernel lays there for a signal whose handler runs on the task's stack, the red
 * zone that it leaves alone included. */
size_t frame_of_signal(void);

/* The same of the trampoline. */
size_t frame_of_trampoline(void);

/* The most that either may reach down from a stack pointer that is still on the stack: a
 * guard must be no smaller, or an overflow could miss it and write beyond. */
size_t frame_reach(void);

#endif
