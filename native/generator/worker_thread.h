/* A worker's thread, and the loop that its generators run. */
#ifndef PREEMPT_LAB_WORKER_THREAD_H
#define PREEMPT_LAB_WORKER_THREAD_H

#include "worker.h"

/* Starts it. 0, or an errno with nothing left behind. */
int worker_thread_start(struct worker *worker);

#endif
