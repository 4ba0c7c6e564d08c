/* What a bare signal takes on this machine, from one thread to another. */
#ifndef PREEMPT_LAB_SIGNAL_PATH_H
#define PREEMPT_LAB_SIGNAL_PATH_H

#include <stdint.h>

/* The shortest time that it took from pthread_kill(3) to the entry of the handler, in ns,
 * on a thread that computes: what else the machine does only adds to it. SIGUSR2 is used
 * for it and has its disposition back afterwards. 0 when there is no thread to be had. */
uint64_t signal_path_fastest_ns(void);

#endif
