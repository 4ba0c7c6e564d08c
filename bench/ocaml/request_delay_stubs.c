/* How long requests took, and why the slowest did. */
#include <caml/fail.h>
#include <caml/mlvalues.h>
#include <stdlib.h>

#include "requester.h"

static int64_t delay_of(const struct request *request) {
  return request->reached_ns - request->sent_ns;
}

static int64_t asking_of(const struct request *request) {
  return request->sent_by_ns - request->sent_ns;
}

static int by_size(const void *a, const void *b) {
  int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
  return (left > right) - (left < right);
}

static int64_t quantile_ns(int64_t (*of)(const struct request *), intnat per_mille) {
  int64_t *times = malloc((size_t)bench_wanted * sizeof *times);
  if (times == NULL)
    caml_raise_out_of_memory();
  for (intnat i = 0; i < bench_wanted; i++)
    times[i] = of(&bench_requests[i]);
  qsort(times, (size_t)bench_wanted, sizeof *times, by_size);
  int64_t time_ns = times[(bench_wanted - 1) * per_mille / 1000];
  free(times);
  return time_ns;
}

/** A quantile of the delays, in ns. */
value bench_delay_ns(value per_mille) {
  return Val_long(quantile_ns(delay_of, Long_val(per_mille)));
}

enum cause { SWITCHED_OUT, COLLECTED, ASKED_SLOWLY, NONE_OF_THESE };

/** What befell the requests that took longer than the 99th percentile: the first cause
   that applies. The requester is one when it took most of what the delay has above the
   usual to make the request.
    @return how many were slow by this cause */
value bench_slow_by(value cause) {
  int64_t slow_ns = quantile_ns(delay_of, 990);
  int64_t usual_ns = quantile_ns(delay_of, 500);
  int64_t usual_asking_ns = quantile_ns(asking_of, 500);
  intnat count = 0;
  for (intnat i = 1; i < bench_wanted; i++) {
    const struct request *now = &bench_requests[i], *before = now - 1;
    if (delay_of(now) <= slow_ns)
      continue;
    enum cause found = NONE_OF_THESE;
    if (now->switches != before->switches)
      found = SWITCHED_OUT;
    else if (now->collections != before->collections)
      found = COLLECTED;
    else if (2 * (asking_of(now) - usual_asking_ns) > delay_of(now) - usual_ns)
      found = ASKED_SLOWLY;
    if (found == (enum cause)Int_val(cause))
      count++;
  }
  return Val_long(count);
}
