/* A trial of the generator runtime: what happens to its tasks is counted as the lab
 * counts it, on worker 0, which is the one that the lab signals. */
#ifndef PREEMPT_LAB_TRIAL_H
#define PREEMPT_LAB_TRIAL_H

#include "native/fixture/arguments.h"
#include "native/generator/executor.h"

/* To be the observer of the trial's executor. */
extern const struct executor_observer trial_observer;

/* Something came out wrong. The first such word is what the trial ends with, and from
 * then on fixture_should_stop() as well as the cap has been reached. From any thread. */
void trial_fail(const char *what);

/* Whether a task is to end. */
int trial_should_stop(void);

/* Makes the trial's executor, or else says why it cannot be and ends the process. */
struct executor *trial_start(const struct executor_options *options);

/* Publishes how the trial ended. For one that has deleted its executor. */
void trial_end(void);

/* The same for one whose executor has been shut down, which it deletes. A stack that was
 * not given back makes the trial fail. */
void trial_finish(struct executor *executor);

#endif
