/* What lies between asking for a preempt and the worker's having its turn. */
#ifndef PREEMPT_LAB_PREEMPT_PATH_H
#define PREEMPT_LAB_PREEMPT_PATH_H

#include "native/generator/executor.h"

/* Interrupts a task that computes, and in turns with it a thread that does so without any
 * executor, until the trial is over. Puts the times on record. The executor's options are
 * the trial's; it is made and deleted here. */
void measure_preempt_path(struct executor_options options);

#endif
