/* Ends what a trial left running and collects it, in an order that keeps the pid its
 * own. */
#ifndef PREEMPT_LAB_REAP_H
#define PREEMPT_LAB_REAP_H

#include <sys/types.h>

/* Asks the whole process group to end, then kills it, and waits until its leader is a
 * zombie. The leader is not reaped: until reap() nobody else can get its pid. */
void end_group(pid_t leader, int pidfd, unsigned grace_ms);

/* How the leader ended, without reaping it: its exit code, or a signal (*by_signal). */
int exit_status(pid_t leader, int *by_signal);

/* Kills whatever is left of the group and reaps all of it. */
void reap_group(pid_t leader);

#endif
