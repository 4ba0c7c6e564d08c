/* Calls OCaml from C with the effect handlers of the calling fiber in place. */
#ifndef PREEMPT_LAB_LINKED_CALL_H
#define PREEMPT_LAB_LINKED_CALL_H

#include <caml/mlvalues.h>

/* Applies a closure to unit on the current fiber, at the stack pointer that the runtime
 * knows. It does what caml_callback_exn does (runtime/callback.c, OCaml 5.0 to 5.5),
 * without the part that detaches the fiber from its parent and so hides the handlers. A
 * closure that raises instead of returning ends the trial: nothing sensible could run
 * on. */
void call_linked(value closure);

#endif
