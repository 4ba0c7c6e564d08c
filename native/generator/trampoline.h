/* Makes an interrupted task call a function as if by itself, with every register
 * preserved: general registers, flags, and whatever else this processor has of them (x87,
 * SSE, AVX, AVX-512, APX). The tiles of AMX are among them if the process was permitted
 * to have tiles before its first executor. */
#ifndef PREEMPT_LAB_TRAMPOLINE_H
#define PREEMPT_LAB_TRAMPOLINE_H

#include <stdint.h>
#include <ucontext.h>

/* Learns from the processor how much state there is to save. To be called once, before
 * the others. How much of the stack that takes is frame_of_trampoline(). */
void trampoline_prepare(void);

/* For a signal handler: makes the interrupted code enter the trampoline when the handler
 * returns. The code goes on where it was once trampoline_capture() has returned. Of the
 * faults (enum executor_fault) it implements those about registers. */
void trampoline_enter_after(ucontext_t *interrupted, unsigned faults);

/* What the trampoline calls; its user defines it. */
void trampoline_capture(void);

/* Whether a program counter is inside the trampoline. */
int trampoline_holds(uint64_t pc);

#endif
