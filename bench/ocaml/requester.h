/* The requests that a thread has made of a busy one, and what became of them. */
#ifndef BENCH_REQUESTER_H
#define BENCH_REQUESTER_H

#include <caml/mlvalues.h>
#include <stdint.h>

struct request {
  int64_t sent_ns, sent_by_ns; /* before and after it was made */
  int64_t reached_ns;
  long switches;       /* of the busy thread's contexts so far */
  uintnat collections; /* minor ones so far */
};

extern struct request *bench_requests;
extern intnat bench_wanted; /* how many there are */

#endif
