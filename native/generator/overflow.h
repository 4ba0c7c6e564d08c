/* Says so when a task has overflowed the stack of its generator, instead of leaving
 * whoever looks at the corpse to find out. */
#ifndef PREEMPT_LAB_OVERFLOW_H
#define PREEMPT_LAB_OVERFLOW_H

#include "stack_pool.h"

/* From now on a SIGSEGV on a worker's thread is looked at: an overflow is told on stderr,
 * and to `whom` unless NULL. It then goes the way that it would have gone. Handlers of
 * such a thread need a stack of their own (interrupt_prepare_thread). */
void overflow_tell(void (*whom)(struct stack stack));

#endif
