/* Asks a busy thread from another processor, one request after the other, and notes when
   each arrived and what else happened meanwhile. The busy thread is always the caller of
   bench_ask_*; the requester is a thread that shares nothing with OCaml. */
#define CAML_INTERNALS
#define CAML_NAME_SPACE
#define _GNU_SOURCE
#include <caml/fail.h>
#include <caml/minor_gc.h>
#include <caml/mlvalues.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "clock.h"
#include "requester.h"

extern value preempt_request_target(value target);

/* A pause of 20 to 50 microseconds, so that requests hit the loop anywhere. */
enum { PAUSE_NS = 20000, JITTER_NS = 30000 };
enum { BARE_SIGNAL = SIGUSR2 };

struct request *bench_requests;
static _Atomic intnat reached;
static _Atomic intnat asked;
intnat bench_wanted;
static value target;
static pid_t busy_thread;
static pthread_t thread;

static void ask_library(void) { preempt_request_target(target); }

static void ask_by_signal(void) {
  syscall(SYS_tgkill, getpid(), busy_thread, BARE_SIGNAL);
}

/* The store is that of [asked], which the loop in C waits for. */
static void ask_by_store(void) {}

static void wait_until(int64_t deadline_ns) {
  while (bench_now_ns(CLOCK_MONOTONIC) < deadline_ns)
    __builtin_ia32_pause();
}

static void *ask_all(void *ask) {
  bench_pin(1);
  unsigned seed = 1;
  for (intnat i = 0; i < bench_wanted; i++) {
    wait_until(bench_now_ns(CLOCK_MONOTONIC) + PAUSE_NS + rand_r(&seed) % JITTER_NS);
    bench_requests[i].sent_ns = bench_now_ns(CLOCK_MONOTONIC);
    atomic_store(&asked, i + 1);
    ((void (*)(void))ask)();
    bench_requests[i].sent_by_ns = bench_now_ns(CLOCK_MONOTONIC);
    while (atomic_load(&reached) == i)
      __builtin_ia32_pause();
  }
  return NULL;
}

/* Runs on the busy thread, in a signal handler too. What comes after the clock was read
   is not part of the delay. */
static void note_reached(void) {
  intnat i = atomic_load(&reached);
  if (i == bench_wanted || i == atomic_load(&asked))
    return;
  int64_t now_ns = bench_now_ns(CLOCK_MONOTONIC);
  struct rusage usage;
  getrusage(RUSAGE_THREAD, &usage);
  bench_requests[i].reached_ns = now_ns;
  bench_requests[i].switches = usage.ru_nvcsw + usage.ru_nivcsw;
  bench_requests[i].collections = atomic_load(&caml_minor_collections_count);
  atomic_store(&reached, i + 1);
}

static void start(void (*ask)(void), intnat count) {
  free(bench_requests);
  bench_requests = calloc((size_t)count, sizeof *bench_requests);
  if (bench_requests == NULL)
    caml_raise_out_of_memory();
  bench_wanted = count;
  reached = 0;
  asked = 0;
  busy_thread = (pid_t)syscall(SYS_gettid);
  if (pthread_create(&thread, NULL, ask_all, (void *)ask) != 0)
    caml_failwith("no thread to ask from");
}

/** Begins to ask a domain so many times. */
value bench_ask_domain(value domain, value count) {
  target = domain;
  start(ask_library, Long_val(count));
  return Val_unit;
}

/** Tells that a request has reached the domain. @return whether more will come */
value bench_reached(value unit) {
  (void)unit;
  note_reached();
  return Val_bool(atomic_load(&reached) < bench_wanted);
}

/** Waits for the requester to end. */
value bench_end_asking(value unit) {
  pthread_join(thread, NULL);
  return unit;
}

static void on_signal(int signal) {
  (void)signal;
  int saved_errno = errno;
  note_reached();
  errno = saved_errno;
}

/** The least there can be by signal: tgkill(2) to a handler, over a loop in C. */
value bench_ask_by_signal(value count) {
  struct sigaction action, before;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  action.sa_flags = SA_ONSTACK | SA_RESTART;
  sigaction(BARE_SIGNAL, &action, &before);
  start(ask_by_signal, Long_val(count));
  while (atomic_load(&reached) < bench_wanted)
    ;
  pthread_join(thread, NULL);
  sigaction(BARE_SIGNAL, &before, NULL);
  return Val_unit;
}

/** The least there can be by store: a loop in C that waits for it. */
value bench_ask_by_store(value count) {
  start(ask_by_store, Long_val(count));
  while (atomic_load(&reached) < bench_wanted)
    note_reached();
  pthread_join(thread, NULL);
  return Val_unit;
}
