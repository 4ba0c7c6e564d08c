/* Sections in which a task is not preempted: the runtime's own, whenever a task calls it,
 * and any that a task asks for. They nest. A request that meets a section is kept until
 * the section is over. */
#ifndef PREEMPT_LAB_NO_PREEMPT_H
#define PREEMPT_LAB_NO_PREEMPT_H

void no_preempt_enter(void);
void no_preempt_leave(void);

#endif
