/* Reports that a task has overflowed the stack of its generator, instead of leaving it to
 * whoever examines the core dump. */
#ifndef PREEMPT_LAB_OVERFLOW_H
#define PREEMPT_LAB_OVERFLOW_H

#include "stack_pool.h"

/* From now on a SIGSEGV on a worker's thread is examined: an overflow is reported on
 * stderr, and to `whom` unless that is NULL. The signal then takes its usual course.
 * Handlers of such a thread need a stack of their own (interrupt_prepare_thread). */
void overflow_tell(void (*whom)(struct stack stack));

#endif
