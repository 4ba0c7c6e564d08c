/* The request without a safepoint in between, to see what it costs by itself. */
#include <caml/mlvalues.h>

extern value preempt_request_target(value target);

value bench_request_many(value target, value times) {
  for (intnat i = Long_val(times); i > 0; i--)
    preempt_request_target(target);
  return Val_unit;
}
