/* What the parts of the runtime cost that are there whether or not anything is preempted.
 * Each puts its figures on record. */
#ifndef PREEMPT_LAB_COSTS_H
#define PREEMPT_LAB_COSTS_H

/* A generator that is resumed and yields at once, beside two switches of Boost.Context
 * and nothing else. */
void measure_switch(void);

/* A generator made on a stack that is mapped for it, and on one of the pool's. */
void measure_stacks(void);

/* The look at a worker's flag, and taking it back. */
void measure_flag(void);

/* A poll that ends pending, in the executor with and without preemption and in a loop
 * that has the same queue and nothing of the machinery. */
void measure_poll(void);

#endif
