/* A trial of the generator runtime: what happens to its tasks is counted as the lab
 * counts it, on worker 0, which is the worker that the lab signals. */
#ifndef PREEMPT_LAB_TRIAL_H
#define PREEMPT_LAB_TRIAL_H

#include "native/fixture/arguments.h"
#include "native/generator/executor.h"

/* To be passed as the observer of the trial's executor. */
extern const struct executor_observer trial_observer;

/* Reports that something came out wrong. The trial ends with the first such message, and
 * from then on trial_should_stop() is true. For any thread. */
void trial_fail(const char *what);

/* Whether a task is to end. */
int trial_should_stop(void);

/* Makes the trial's executor, or says why it cannot be made and ends the process. */
struct executor *trial_start(const struct executor_options *options);

/* Publishes how the trial ended. For fixtures that have deleted their executor. */
void trial_end(void);

/* The same for a fixture whose executor has been shut down, which this deletes. A stack
 * that was not given back makes the trial fail. */
void trial_finish(struct executor *executor);

#endif
