/* The costs of those parts of the runtime that run whether or not anything is preempted.
 * Each puts its figures on record. */
#ifndef PREEMPT_LAB_COSTS_H
#define PREEMPT_LAB_COSTS_H

/* A generator that is resumed and yields at once, compared with two bare switches of
 * Boost.Context. */
void measure_switch(void);

/* A generator made on a newly mapped stack, and on one from the pool. */
void measure_stacks(void);

/* Checking a worker's flag, and clearing it. */
void measure_flag(void);

/* A poll that ends pending: in the executor with and without preemption, and in a loop
 * that has the same queue but none of the machinery. */
void measure_poll(void);

#endif
