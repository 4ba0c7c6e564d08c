/* The beginning of a preempt: a signal to a worker's thread, and what its handler does.
 */
#ifndef PREEMPT_LAB_INTERRUPT_H
#define PREEMPT_LAB_INTERRUPT_H

#include "worker.h"

/* Installs the handler, for the whole process. 0 or an errno. */
int interrupt_install(const struct executor_options *options);

/* Gives the calling thread a stack for handlers that must not run on the task's. */
void interrupt_prepare_thread(struct stack stack);
void interrupt_forget_thread(void);

/* Sends a worker the signal. 0, ESRCH when it has exited, or another errno. */
int interrupt_send(struct worker *worker);

#endif
