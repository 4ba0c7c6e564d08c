/* One hazard at a time, without and with its remedy. Tasks whose work reveals the damage
 * are preempted until it shows. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

#include "hazard.h"
#include "native/experiment/knobs.h"
#include "native/experiment/load.h"
#include "native/experiment/trial.h"
#include "native/generator/no_preempt.h"

static const char *const NAMES[] = {"mask",  "registers", "red-zone", "environment",
                                    "errno", "malloc",    "arena",    "stdio",
                                    "stack", NULL};
static const char *const REMEDIES[] = {"no", "yes", "sections", NULL};
enum { NO_REMEDY, REMEDY, SECTIONS };
static const struct knob KNOBS[] = {{.name = "hazard", .values = NAMES},
                                    {.name = "remedy", .values = REMEDIES},
                                    {.name = NULL}};

struct job {
  const struct load *load;
  uint64_t seed;
  uint64_t expected;
  int in_sections;
};

static uint64_t round_in_section(const struct job *job) {
  no_preempt_enter();
  uint64_t result = job->load->round(job->seed);
  no_preempt_leave();
  return result;
}

static enum poll work(struct task *self, void *argument) {
  (void)self;
  const struct job *job = argument;
  while (!trial_should_stop()) {
    uint64_t result =
        job->in_sections ? round_in_section(job) : job->load->round(job->seed);
    if (result != job->expected)
      trial_fail(job->load->wrong);
    fixture_verified();
  }
  return POLL_READY;
}

static struct executor_options options_for(const struct hazard *hazard, int remedied,
                                           int signal) {
  return (struct executor_options){
      .workers = 1,
      .stacks = {.stack_bytes = hazard->stack_bytes, .ahead = HAZARD_TASKS + 3},
      .way = hazard->way,
      .mask = remedied ? MASK_RESTORED : hazard->mask,
      .signal = signal,
      .guard = remedied ? hazard->remedy : GUARD_NOTHING,
      .faults = remedied ? 0 : hazard->fault,
      .observer = trial_observer,
  };
}

int main(int argc, char *argv[]) {
  struct fixture_arguments arguments =
      knobs_parse(argc, argv, "generator-hazards", KNOBS);
  const struct hazard *hazard = hazard_named(knob_value(&arguments, &KNOBS[0]));
  int remedy = knob_index(&arguments, &KNOBS[1]);
  fixture_open(&arguments.options);
  struct job jobs[HAZARD_TASKS];
  struct task *tasks[HAZARD_TASKS];
  unsigned count = 0;
  for (unsigned i = 0; i < HAZARD_TASKS && hazard->loads[i] != NULL; i++) {
    const struct load *load = load_named(hazard->loads[i]);
    if (load == NULL)
      continue;
    uint64_t seed = arguments.options.seed + i;
    jobs[count++] = (struct job){load, seed, load->round(seed), remedy == SECTIONS};
  }
  struct executor_options options =
      options_for(hazard, remedy == REMEDY, arguments.options.signal);
  struct executor *executor = trial_start(&options);
  for (unsigned i = 0; i < count; i++)
    tasks[i] = executor_spawn(executor, work, &jobs[i], NULL);
  for (unsigned i = 0; i < count; i++)
    executor_join(tasks[i]);
  executor_shutdown(executor);
  struct worker_counts counts = executor_counts(executor);
  fixture_measure("deferred", "signals", (double)counts.deferred);
  fixture_measure("refused", "signals", (double)counts.refused);
  trial_finish(executor);
  return EXIT_SUCCESS;
}
