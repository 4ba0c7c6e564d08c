/* Checks that each event that cannot happen to a pin ends the process that tries it. */
#ifndef PREEMPT_LAB_ILLEGAL_STEPS_H
#define PREEMPT_LAB_ILLEGAL_STEPS_H

/* Tries each of them in a process of its own. To be called before there are threads.
 * Gives their number, or -1 if one of them went through. */
int illegal_steps_caught(void);

#endif
