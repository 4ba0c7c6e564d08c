/* Stackful coroutines: a function on a stack of its own that can be left in the middle
 * and resumed there, by the same thread or another. */
#ifndef PREEMPT_LAB_GENERATOR_H
#define PREEMPT_LAB_GENERATOR_H

#include "stack_pool.h"

struct generator;
typedef void generator_body(struct generator *self, void *argument);

enum generator_state {
  GENERATOR_NEW,
  GENERATOR_RUNNING, /* or waiting for a generator that it has resumed */
  GENERATOR_SUSPENDED,
  GENERATOR_FINISHED,
};

/* A generator that has yet to call its body, on a stack from the pool. It lives at the
 * end of that stack; nothing else is allocated. NULL with the errno of
 * stack_pool_take. */
struct generator *generator_new(struct stack_pool *pool, generator_body *body,
                                void *argument);

/* Gives its stack back. Whatever was suspended on it is dropped. */
void generator_delete(struct generator *generator);

static inline enum generator_state generator_state_of(const struct generator *generator);

/* Runs it until it yields or its body returns. It starts with the default x87 and SSE
 * environment; later it continues with the one that it left. Ends the process if the
 * generator is running or finished. */
static inline void generator_resume(struct generator *generator);

/* To be called on the generator's own stack: goes on with whoever resumed it. Returns
 * when the generator is resumed again. */
static inline void generator_yield(struct generator *generator);

/* The stack that it runs on. */
struct stack generator_stack(const struct generator *generator);

/* Whether a fault at this address is an overflow of its stack. */
int generator_overflowed(const struct generator *generator, const void *address);

#include "generator_switch.h"

#endif
