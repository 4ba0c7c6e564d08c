#define _GNU_SOURCE
#include "preempt_path.h"

#include <semaphore.h>
#include <signal.h>

#include "native/experiment/trial.h"
#include "native/generator/insist.h"
#include "native/experiment/samples.h"
#include "native/shared/clock.h"

/* Consecutive requests to the same target. */
enum { IN_A_ROW = 50 };

/* Times of one request, in ns of CLOCK_MONOTONIC; 0: that point was not reached. */
static _Atomic uint64_t handled_ns, scheduled_ns, resumed_ns;
static atomic_int was_skipped;

static void note(_Atomic uint64_t *moment) { atomic_store(moment, monotonic_ns()); }

/* The lab's own counting on the way would be taken for the runtime's time, so it waits
 * until the worker has its turn. */
static int note_handler(const ucontext_t *interrupted) {
  (void)interrupted;
  note(&handled_ns);
  return 1;
}

static void note_skipped(void) { atomic_store(&was_skipped, 1); }

static void note_scheduler(struct task *task) {
  note(&scheduled_ns);
  atomic_fetch_add(&fixture_telemetry()->received, 1);
  fixture_attempted();
  trial_observer.task_preempted(task);
}

static void note_resumption(struct task *task) {
  trial_observer.task_resumed(task);
  note(&resumed_ns);
}

static atomic_int over;

static void compute(void) {
  while (!atomic_load_explicit(&over, memory_order_relaxed))
    ;
}

static enum poll compute_in_a_poll(struct task *self, void *unused) {
  (void)self, (void)unused;
  compute();
  fixture_verified();
  return POLL_READY;
}

static void *compute_in_a_thread(void *started) {
  sem_post(started);
  compute();
  return NULL;
}

static void note_bare_handler(int signal) {
  (void)signal;
  note(&handled_ns);
}

/* The bare thread is signalled as the executor signals its workers, but with SIGUSR1. */
struct bare_thread {
  pthread_t thread;
  sem_t started;
};

static void start_bare_thread(struct bare_thread *bare) {
  struct sigaction action = {.sa_handler = note_bare_handler, .sa_flags = SA_RESTART};
  sigaction(SIGUSR1, &action, NULL);
  sem_init(&bare->started, 0, 0);
  int error = pthread_create(&bare->thread, NULL, compute_in_a_thread, &bare->started);
  insist(error == 0, "there is no thread to measure");
  sem_wait(&bare->started);
}

struct times {
  struct samples bare;         /* request to handler, without an executor */
  struct samples to_handler;   /* request to handler */
  struct samples to_scheduler; /* request to the worker having its turn */
  struct samples inside;       /* handler to the worker having its turn */
  struct samples back;         /* from there to the task running on */
};

static uint64_t wait_for(_Atomic uint64_t *moment) {
  uint64_t at;
  while ((at = atomic_load(moment)) == 0)
    __builtin_ia32_pause();
  return at;
}

static void ask_bare_thread(struct times *times) {
  struct bare_thread bare;
  atomic_store(&over, 0);
  start_bare_thread(&bare);
  for (int i = 0; i < IN_A_ROW; i++) {
    atomic_store(&handled_ns, 0);
    uint64_t asked = monotonic_ns();
    pthread_kill(bare.thread, SIGUSR1);
    samples_add(&times->bare, (double)(wait_for(&handled_ns) - asked));
    fixture_verified();
  }
  atomic_store(&over, 1);
  pthread_join(bare.thread, NULL);
}

/* A request that comes before the task runs has no effect; it is then repeated. */
static int ask_worker(struct executor *executor, struct times *times) {
  atomic_store(&handled_ns, 0);
  atomic_store(&scheduled_ns, 0);
  atomic_store(&resumed_ns, 0);
  atomic_store(&was_skipped, 0);
  uint64_t asked = monotonic_ns();
  executor_interrupt_worker(executor, 0);
  uint64_t handled = wait_for(&handled_ns);
  while (atomic_load(&resumed_ns) == 0)
    if (atomic_load(&was_skipped))
      return 0;
  uint64_t scheduled = atomic_load(&scheduled_ns);
  samples_add(&times->to_handler, (double)(handled - asked));
  samples_add(&times->to_scheduler, (double)(scheduled - asked));
  samples_add(&times->inside, (double)(scheduled - handled));
  samples_add(&times->back, (double)(atomic_load(&resumed_ns) - scheduled));
  fixture_verified();
  return 1;
}

static void ask_task(struct executor *executor, struct times *times) {
  atomic_store(&over, 0);
  struct task *task = executor_spawn(executor, compute_in_a_poll, NULL, NULL);
  for (int answered = 0; answered < IN_A_ROW && !trial_should_stop();)
    answered += ask_worker(executor, times);
  atomic_store(&over, 1);
  executor_join(task);
}

static void record(const char *name, struct samples *samples, double share) {
  fixture_measure(name, "ns", samples_quantile(samples, share));
}

void measure_preempt_path(struct executor_options options) {
  static struct times times;
  options.observer = trial_observer;
  options.observer.signal_received = note_handler;
  options.observer.signal_skipped = note_skipped;
  options.observer.preempt_attempted = NULL;
  options.observer.task_preempted = note_scheduler;
  options.observer.task_resumed = note_resumption;
  struct executor *executor = trial_start(&options);
  while (!trial_should_stop()) {
    ask_bare_thread(&times);
    ask_task(executor, &times);
  }
  executor_shutdown(executor);
  executor_delete(executor);
  record("bareSignal", &times.bare, 0.5);
  record("bareSignalMax", &times.bare, 1);
  record("requestToHandler", &times.to_handler, 0.5);
  record("requestToScheduler", &times.to_scheduler, 0.5);
  record("requestToSchedulerMax", &times.to_scheduler, 1);
  record("handlerToScheduler", &times.inside, 0.5);
  record("schedulerToTask", &times.back, 0.5);
}
