/* What preempting costs and how long it takes. Each part is set beside the least possible
 * on the same machine at the same time. */
#define _GNU_SOURCE
#include <stdlib.h>

#include "costs.h"
#include "native/experiment/knobs.h"
#include "native/experiment/trial.h"
#include "preempt_path.h"

static const char *const WAYS[] = {"trampoline", "handler", NULL};
static const struct knob KNOBS[] = {{.name = "way", .values = WAYS}, {.name = NULL}};

int main(int argc, char *argv[]) {
  struct fixture_arguments arguments =
      knobs_parse(argc, argv, "generator-latency", KNOBS);
  fixture_open(&arguments.options);
  measure_switch();
  measure_stacks();
  measure_flag();
  measure_poll();
  measure_preempt_path((struct executor_options){
      .workers = 1,
      .way = knob_index(&arguments, &KNOBS[0]) == 1 ? PREEMPT_IN_HANDLER
                                                    : PREEMPT_BY_TRAMPOLINE,
      .signal = arguments.options.signal,
  });
  trial_end();
  return EXIT_SUCCESS;
}
