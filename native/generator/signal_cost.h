/* What a bare signal costs on this machine, whatever else runs on it. */
#ifndef PREEMPT_LAB_SIGNAL_COST_H
#define PREEMPT_LAB_SIGNAL_COST_H

#include <stdint.h>

/* The shortest time from pthread_kill(3) to the entry of the handler, in ns, over some
 * signals that the calling thread sends to itself. No other thread or processor takes
 * part: between threads a signal takes at least as long, and how much longer varies from
 * one process to the next with where the scheduler puts them. SIGUSR2 is used for this;
 * its disposition and the signal mask are restored afterwards. */
uint64_t signal_cost_ns(void);

#endif
