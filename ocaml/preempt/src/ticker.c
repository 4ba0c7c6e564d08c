/* One thread per process asks every registered domain at the smallest interval wanted by
   anybody. It is started by the first scope and waits without a timeout while none is
   open. */

#define _GNU_SOURCE
#include "preempt.h"

#include <caml/fail.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>

/* What a scope holds. A domain that ends without releasing its scopes loses them. */
struct scope {
  intnat interval_usec; /* 0: free */
  uintnat identity;
  uintnat serial; /* of the last to open it: tells it from the scopes before */
};

#define SCOPES 4096
static struct scope scopes[SCOPES];
static int scopes_used;
static _Atomic intnat interval_usec; /* the smallest; 0: no scope is open */
static _Atomic bool spinning;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed;
static bool running;

/* A hundred years: more is waited for as long, so that adding intervals to the time of a
   machine that has not run for a hundred years overflows nothing. */
#define LONGEST_USEC INT64_C(3155760000000000)

static int64_t ns_of(intnat usec) {
  return (usec < LONGEST_USEC ? usec : LONGEST_USEC) * 1000;
}

static void tick_at(int64_t deadline_ns) {
  struct timespec deadline = {deadline_ns / 1000000000, deadline_ns % 1000000000};
  pthread_cond_timedwait(&changed, &mutex, &deadline);
}

/* Leaves the mutex for as long as nothing changes, so that scopes can open and close. */
static void spin_until(int64_t deadline_ns, intnat interval) {
  pthread_mutex_unlock(&mutex);
  while (preempt_now_ns() < deadline_ns && atomic_load(&interval_usec) == interval)
    __builtin_ia32_pause();
  pthread_mutex_lock(&mutex);
}

static void *tick(void *unused) {
  prctl(PR_SET_NAME, "preempt-ticker");
  prctl(PR_SET_TIMERSLACK, 1UL);
  pthread_mutex_lock(&mutex);
  int64_t deadline_ns = preempt_now_ns();
  for (;;) {
    intnat interval = atomic_load(&interval_usec);
    if (interval == 0) {
      pthread_cond_wait(&changed, &mutex);
      deadline_ns = preempt_now_ns();
      continue;
    }
    int64_t now_ns = preempt_now_ns(), interval_ns = ns_of(interval);
    if (now_ns >= deadline_ns + interval_ns) {
      preempt_request_all();
      /* A late tick is not made up for: ticks coalesce. */
      deadline_ns += interval_ns;
      if (deadline_ns + interval_ns < now_ns)
        deadline_ns = now_ns;
    } else if (atomic_load(&spinning)) {
      spin_until(deadline_ns + interval_ns, interval);
    } else {
      tick_at(deadline_ns + interval_ns);
    }
  }
  return unused;
}

static void start(void) {
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(&changed, &attributes);
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  pthread_t thread;
  running = pthread_create(&thread, NULL, tick, NULL) == 0;
  if (running)
    pthread_detach(thread);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void recompute(void) {
  intnat smallest = 0;
  for (int i = 0; i < scopes_used; i++) {
    intnat wanted = scopes[i].interval_usec;
    if (wanted != 0 && (smallest == 0 || wanted < smallest))
      smallest = wanted;
  }
  atomic_store(&interval_usec, smallest);
  if (running)
    pthread_cond_signal(&changed);
}

/** Whether there are ticks: a scope is open. */
bool preempt_ticks(void) {
  return atomic_load_explicit(&interval_usec, memory_order_relaxed) != 0;
}

/** Closes the scopes that a domain which ends has left open. */
void preempt_ticker_forget(uintnat identity) {
  pthread_mutex_lock(&mutex);
  for (int i = 0; i < scopes_used; i++)
    if (scopes[i].identity == identity)
      scopes[i].interval_usec = 0;
  recompute();
  pthread_mutex_unlock(&mutex);
}

/* A fork has one thread. The mutex is taken before, so that the table is whole. */
static void before_fork(void) { pthread_mutex_lock(&mutex); }
static void in_parent(void) { pthread_mutex_unlock(&mutex); }
static void in_child(void) {
  pthread_mutex_init(&mutex, NULL);
  running = false;
  if (atomic_load(&interval_usec) != 0)
    start();
}

/** Gives every process that is forked from now on a tick thread of its own. */
void preempt_ticker_survive_forks(void) {
  pthread_atfork(before_fork, in_parent, in_child);
}

/* Primitives. */

/* A handle is the number of a scope and a serial, in one immediate. A scope that was
   closed by the end of its domain may be somebody else's by the time its handle is
   released. */

/** Opens a scope. @return its handle, or -1 when there are too many or there can be no
    thread */
value preempt_tick_acquire(value wanted_usec) {
  uintnat identity = atomic_load(&preempt_register()->identity);
  pthread_mutex_lock(&mutex);
  if (!running)
    start();
  int i = 0;
  while (i < scopes_used && scopes[i].interval_usec != 0)
    i++;
  bool possible = running && i < SCOPES;
  if (possible) {
    scopes[i] = (struct scope){Long_val(wanted_usec), identity, scopes[i].serial + 1};
    if (i == scopes_used)
      scopes_used++;
    recompute();
  }
  uintnat handle = possible ? scopes[i].serial * SCOPES + (uintnat)i : 0;
  pthread_mutex_unlock(&mutex);
  return Val_long(possible ? (intnat)handle : -1);
}

value preempt_tick_release(value handle) {
  uintnat bits = (uintnat)Long_val(handle);
  pthread_mutex_lock(&mutex);
  struct scope *scope = &scopes[bits % SCOPES];
  if (scope->serial == bits / SCOPES)
    scope->interval_usec = 0;
  recompute();
  pthread_mutex_unlock(&mutex);
  return Val_unit;
}

/** Ends all ticks and requests: the process exits, may free what they would write to, and
    what it does until then is nobody's turn to interrupt. */
value preempt_tick_stop(value unit) {
  preempt_end();
  pthread_mutex_lock(&mutex);
  for (int i = 0; i < scopes_used; i++)
    scopes[i].interval_usec = 0;
  recompute();
  pthread_mutex_unlock(&mutex);
  return unit;
}

/** The smallest interval wanted, in microseconds; 0 when no scope is open. */
value preempt_tick_interval_usec(value unit) {
  (void)unit;
  return Val_long(atomic_load(&interval_usec));
}

value preempt_tick_spin(value on) {
  atomic_store(&spinning, Bool_val(on));
  pthread_mutex_lock(&mutex);
  if (running)
    pthread_cond_signal(&changed);
  pthread_mutex_unlock(&mutex);
  return Val_unit;
}
