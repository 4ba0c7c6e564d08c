/* Suspends the domain that is signalled until the controller lets it go on. */
#define _GNU_SOURCE
#define CAML_INTERNALS
#include <errno.h>
#include <semaphore.h>
#include <signal.h>
#include <time.h>

#include <caml/fail.h>
#include <caml/mlvalues.h>
#include <caml/signals.h>

#include "native/fixture/fixture.h"
#include "native/shared/clock.h"
#include "runtime/ocaml_code.h"
#include "runtime/pending_allocation.h"
#include "runtime/safepoint_request.h"

/* The constructors of Domain_swap.park, in their order. */
enum park { PARK_IN_HANDLER, PARK_IN_BLOCKING_SECTION, PARK_AT_SAFEPOINT };

static enum park park;
static int guarded;
static caml_domain_state *busy; /* Caml_state is NULL in a blocking section */
static atomic_int requested, ended;
static sem_t news; /* the busy domain has parked or ended */
static sem_t release;
static struct telemetry_histogram *swap_duration;

extern void __real_caml_garbage_collection(void);
extern void __wrap_caml_garbage_collection(void);

static void wait_for(sem_t *semaphore) {
  while (sem_wait(semaphore) != 0 && errno == EINTR) {
  }
}

static void wait_for_release(void) {
  uint64_t since = monotonic_ns();
  sem_post(&news);
  wait_for(&release);
  histogram_record(swap_duration, monotonic_ns() - since);
}

/* In a blocking section, the domain's backup thread answers for it when all domains are
 * to stop, as for a collection (runtime/domain.c, OCaml 5.0 to 5.5). */
static void wait_in_blocking_section(void) {
  caml_enter_blocking_section_no_pending();
  wait_for_release();
  caml_leave_blocking_section();
}

/* A swap outlasts a period of the signal, so the next signal is pending by then. If it
 * were delivered as soon as the handler is over, it would suspend the task again where it
 * already is. */
static void forget_pending_signal(void) {
  const struct timespec at_once = {0};
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGURG);
  while (sigtimedwait(&set, NULL, &at_once) < 0 && errno == EINTR) {
  }
}

static void park_in_handler(const ucontext_t *interrupted) {
  if (guarded && !interrupted_ocaml_code(interrupted)) {
    fixture_skipped();
    return;
  }
  fixture_attempted();
  if (park == PARK_IN_HANDLER)
    wait_for_release();
  else
    wait_in_blocking_section();
  forget_pending_signal();
  fixture_completed();
}

static void ask_to_park(void) {
  if (atomic_exchange(&requested, 1))
    fixture_skipped();
  request_safepoint(busy);
}

static void handle_signal(int signal, siginfo_t *info, void *context) {
  (void)signal;
  (void)info;
  if (!fixture_received(context))
    return;
  if (park == PARK_AT_SAFEPOINT)
    ask_to_park();
  else
    park_in_handler(context);
}

void __wrap_caml_garbage_collection(void) {
  if (Caml_state == busy && atomic_load(&requested)) {
    fixture_attempted();
    uintnat words = take_back_allocation(busy);
    wait_in_blocking_section();
    make_allocation_again(busy, words);
    fixture_completed();
    atomic_store(&requested, 0);
  }
  __real_caml_garbage_collection();
}

value domain_swap_install(value where, value guard) {
  park = (enum park)Int_val(where);
  guarded = Bool_val(guard);
  sem_init(&news, 0, 0);
  sem_init(&release, 0, 0);
  swap_duration = telemetry_histogram(fixture_telemetry(), "swapDuration", "ns");
  struct sigaction action = {.sa_sigaction = handle_signal,
                             .sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGURG, &action, NULL) != 0)
    caml_failwith("sigaction");
  return Val_unit;
}

value domain_swap_become_busy(value unit) {
  busy = Caml_state;
  return unit;
}

value domain_swap_announce_end(value unit) {
  atomic_store(&ended, 1);
  sem_post(&news);
  return unit;
}

value domain_swap_await_parked(value unit) {
  (void)unit;
  caml_enter_blocking_section();
  wait_for(&news);
  caml_leave_blocking_section();
  return Val_bool(!atomic_load(&ended));
}

value domain_swap_release(value unit) {
  sem_post(&release);
  return unit;
}
