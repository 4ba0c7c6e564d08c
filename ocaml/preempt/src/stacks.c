/* Up to 5.5.0 a domain keeps the stack of every fiber that ends on it for the next one
   that begins there (runtime/fiber.c, caml_free_stack), without a bound and beyond its
   own end. With fibers that begin on one domain and end on another it keeps more and
   more. Here it keeps as many as it does from 5.5.1 on, which also frees them with the
   domain (ocaml/ocaml#14940). */

#include "preempt.h"

extern void __real_caml_free_stack(struct stack_info *stack);

#if OCAML_VERSION >= 50501

void __wrap_caml_free_stack(struct stack_info *stack) { __real_caml_free_stack(stack); }

void preempt_free_cached_stacks(caml_domain_state *domain) { (void)domain; }

#else

/* As caml_cache_stacks_per_class in 5.5.2 (runtime/fiber.c). */
enum { KEPT_PER_SIZE = 128 };

/* runtime/fiber.c, NUM_STACK_SIZE_CLASSES, 5.0 to 5.5 */
enum { SIZES = 5, NO_SIZE = -1 };

/* The calling thread's domain has ended; its main stack is freed after all else. */
static __thread bool has_ended;

static struct stack_info *below(struct stack_info *kept) {
  return (struct stack_info *)kept->exception_ptr;
}

/* A stack that is kept has no fiber, and so no use for the number of one: it holds the
   complement of how many are kept below it. Those that the runtime frees by itself, as it
   moves a fiber to a larger stack, do not come by here and have to be counted. */
static int64_t kept_with(struct stack_info *top) {
  int64_t counted = 0;
  for (; top != NULL && counted < KEPT_PER_SIZE; top = below(top), counted++)
    if (top->id < 0)
      return counted + 1 + ~top->id;
  return counted;
}

/** Frees the stack of a fiber that has ended, or keeps it if there are few. */
void __wrap_caml_free_stack(struct stack_info *stack) {
  if (stack->cache_bucket != NO_SIZE) {
    int64_t kept = kept_with(Caml_state->stack_cache[stack->cache_bucket]);
    if (has_ended || kept >= KEPT_PER_SIZE)
      stack->cache_bucket = NO_SIZE;
    else
      stack->id = ~kept;
  }
  __real_caml_free_stack(stack);
}

/** Frees what a domain keeps that ends: by the calling thread, after its last OCaml code.
 */
void preempt_free_cached_stacks(caml_domain_state *domain) {
  has_ended = true;
  for (int size = 0; size < SIZES; size++) {
    struct stack_info *stack;
    while ((stack = domain->stack_cache[size]) != NULL) {
      domain->stack_cache[size] = below(stack);
      stack->cache_bucket = NO_SIZE;
      __real_caml_free_stack(stack);
    }
  }
}

#endif
