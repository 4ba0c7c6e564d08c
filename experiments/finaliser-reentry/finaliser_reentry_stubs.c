/* Limits the stack that C frames lie on, as `ulimit -s` does. */
#include <sys/resource.h>

#include <caml/fail.h>
#include <caml/mlvalues.h>

/* The main thread's stack grows on demand, up to the limit as it is at that moment
 * (setrlimit(2), RLIMIT_STACK). */
value finaliser_reentry_limit_c_stack(value bytes) {
  struct rlimit limit = {(rlim_t)Long_val(bytes), (rlim_t)Long_val(bytes)};
  if (setrlimit(RLIMIT_STACK, &limit) != 0)
    caml_failwith("setrlimit");
  return Val_unit;
}
