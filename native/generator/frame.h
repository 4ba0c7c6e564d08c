/* What a preempt puts on the stack of the interrupted task, in bytes, all of it counted
 * downwards from the interrupted stack pointer. Safe in signal handlers once one of the
 * functions has been called. */
#ifndef PREEMPT_LAB_FRAME_H
#define PREEMPT_LAB_FRAME_H

#include <stddef.h>

/* What capture() and the functions that it calls take, generously. */
enum { FRAME_CAPTURE = 1024 };

/* What the kernel puts there for a signal whose handler runs on the task's stack,
 * including the red zone that it leaves alone. */
size_t frame_of_signal(void);

/* The same for the trampoline. */
size_t frame_of_trampoline(void);

/* The most that either may reach down from a stack pointer that is still on the stack. A
 * guard must be no smaller, or an overflow could miss it and write beyond it. */
size_t frame_reach(void);

#endif
