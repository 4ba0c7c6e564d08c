/* Makes an interrupted task call a function, as if it had done so by itself, with every
 * register kept: general registers, flags, and whatever else this processor has of them
 * (x87, SSE, AVX, AVX-512, APX), the tiles of AMX among them if the process was permitted
 * to have tiles before its first executor. */
#ifndef PREEMPT_LAB_TRAMPOLINE_H
#define PREEMPT_LAB_TRAMPOLINE_H

#include <stdint.h>
#include <ucontext.h>

/* Learns from the processor how much state there is to save. Once, before the others.
 * What it takes of the stack is frame_of_trampoline(). */
void trampoline_prepare(void);

/* For a signal handler: makes the interrupted code enter the trampoline when the handler
 * returns. The code goes on where it was when trampoline_capture() has returned. Of the
 * faults (enum executor_fault) it has those about registers. */
void trampoline_enter_after(ucontext_t *interrupted, unsigned faults);

/* What the trampoline calls, for its user to define. */
void trampoline_capture(void);

/* Whether a program counter is inside the trampoline. */
int trampoline_holds(uint64_t pc);

#endif
