/* The context switch of Boost.Context, for C.
 *
 * Boost declares these functions for C++ only (boost/context/detail/fcontext.hpp), but
 * they are assembly with C linkage (libs/context/src/asm/jump_x86_64_sysv_elf_gas.S,
 * 1.74). A struct of two pointers travels in two registers, as the System V ABI has it,
 * both as an argument and as a result. A switch preserves what a C function must
 * preserve, and the control words of the x87 and SSE units. */
#ifndef PREEMPT_LAB_FCONTEXT_H
#define PREEMPT_LAB_FCONTEXT_H

#include <stddef.h>

typedef void *fcontext_t;

/* Who switched here, and what was handed over. */
struct fcontext_transfer {
  fcontext_t from;
  void *data;
};

/* Makes a context that is to run `entry` on the stack below `top`. `entry` must not
 * return. */
fcontext_t make_fcontext(void *top, size_t bytes,
                         void (*entry)(struct fcontext_transfer));

/* Suspends the caller and goes on with `to`, which is used up by this. Returns when
 * somebody switches back to `from`, which `to` received. */
struct fcontext_transfer jump_fcontext(fcontext_t to, void *data);

#endif
