/* Whether everything that cannot happen to a pin ends the process that tries. */
#ifndef PREEMPT_LAB_ILLEGAL_STEPS_H
#define PREEMPT_LAB_ILLEGAL_STEPS_H

/* Tries each in a process of its own. Before there are threads. Gives how many there are,
 * or -1 when one of them went through. */
int illegal_steps_caught(void);

#endif
