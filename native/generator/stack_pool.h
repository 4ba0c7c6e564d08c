/* Stacks for generators: all of one size, each above a guard, and kept for reuse. The
 * memory comes from mmap(2), and nothing here calls malloc(3): a scheduler may take a
 * stack while the task that it has just preempted is in the middle of malloc(3). */
#ifndef PREEMPT_LAB_STACK_POOL_H
#define PREEMPT_LAB_STACK_POOL_H

#include <stddef.h>

struct stack_pool;

struct stack_pool_options {
  size_t stack_bytes; /* 0: 2 MiB; rounded up to pages, which the kernel commits lazily */
  unsigned ahead;     /* stacks that are made at once */
  unsigned most; /* the most stacks that may be in use at a time; 0: as many as fit */
};

/* A stack in use: the bytes from low up to low + bytes, to be filled from the top. */
struct stack {
  char *low;
  size_t bytes;
};

struct stack_pool_counts {
  unsigned made;
  unsigned in_use;
  unsigned most_in_use; /* so far */
};

/* The least that a stack may be, in bytes: twice what the kernel puts on it to deliver a
 * signal (frame_of_signal), and a page for the handler. */
size_t stack_pool_least_bytes(void);

/* NULL with errno set: EINVAL for stacks that are too small, ENOMEM. */
struct stack_pool *stack_pool_new(const struct stack_pool_options *options);

/* A stack that is not in use, or low = NULL with errno set: EAGAIN when the most stacks
 * allowed are in use, ENOMEM. */
struct stack stack_pool_take(struct stack_pool *pool);
void stack_pool_give(struct stack_pool *pool, struct stack stack);

/* How far below its stacks nothing else is mapped: at least as far as a preempt may reach
 * down at once (frame_reach). Safe in a signal handler. */
size_t stack_pool_guard_bytes(const struct stack_pool *pool);

struct stack_pool_counts stack_pool_count(struct stack_pool *pool);

/* Unmaps every stack; none may be in use. */
void stack_pool_delete(struct stack_pool *pool);

#endif
