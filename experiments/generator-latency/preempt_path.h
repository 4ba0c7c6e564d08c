/* What lies between the request for a preempt and the worker having its turn. */
#ifndef PREEMPT_LAB_PREEMPT_PATH_H
#define PREEMPT_LAB_PREEMPT_PATH_H

#include "native/generator/executor.h"

/* Interrupts a task that computes, alternating with a thread that computes without an
 * executor, until the trial is over, and puts the times on record. The executor's options
 * are the trial's; it is made and deleted here. */
void measure_preempt_path(struct executor_options options);

#endif
