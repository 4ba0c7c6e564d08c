/* What the C files of the library share. Everything here runs on one of two sides:
   the *owner*, the thread that runs a domain's OCaml code, or a *requester*, any other
   thread or a signal handler, which may do nothing but preempt_arm. */

#ifndef PREEMPT_H
#define PREEMPT_H

#define CAML_INTERNALS
#define CAML_NAME_SPACE

#include <caml/version.h>
#include <caml/mlvalues.h>

#if OCAML_VERSION < 50000 || OCAML_VERSION >= 50500
#error "preempt: only OCaml 5.0 to 5.4 are supported"
#endif
#if !defined(__x86_64__) || !defined(__linux__)
#error "preempt: only amd64 Linux is supported"
#endif

/* The compiler defines these for its own C files only; the headers want them. */
#ifndef NATIVE_CODE
#define NATIVE_CODE
#define TARGET_amd64
#define MODEL_default
#define SYS_linux
#endif

#include <caml/domain.h>
#include <caml/domain_state.h>
#include <caml/fiber.h>
#include <caml/stack.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#ifdef WITH_FRAME_POINTERS
#error "preempt: an OCaml configured with frame pointers is not supported"
#endif
/* The runtime's own files are compiled with the first (configure.ac, tsan_cppflags),
   those of a library with -fsanitize=thread, and the headers do not tell. */
#if defined(WITH_THREAD_SANITIZER) || defined(__SANITIZE_THREAD__)
#error "preempt: an OCaml configured with ThreadSanitizer is not supported"
#endif

/* Counters, written by the owner only, except the first and the last. */
struct preempt_counts {
  _Atomic uint64_t requests;
  _Atomic uint64_t at_polls;
  _Atomic uint64_t at_allocations;
  _Atomic uint64_t refused;     /* every tick handler answered Continue */
  _Atomic uint64_t masked;      /* found a section that must not be preempted */
  _Atomic uint64_t in_callback; /* found OCaml code that C had called */
  _Atomic uint64_t no_stack;    /* the fiber's stack could not grow */
  _Atomic uint64_t idle;        /* found no preemptible fiber: consumed */
  _Atomic uint64_t late;        /* ticks that found the one before unserved */
};

/* One domain slot. [identity] is 0 or the domain's unique id + 1. */
struct preempt_control {
  _Atomic uintnat identity;
  _Atomic uintnat requested; /* the identity asked for, or 0 */
  _Atomic(caml_domain_state *) state;
  _Atomic pid_t thread; /* the kernel's id of the thread that registered */
  _Atomic int64_t requested_at_ns;
  bool held; /* cannot be served now: do not re-arm until something changes */
  struct preempt_counts counts;
} __attribute__((aligned(128)));

/* Max_domains_max (runtime/caml/domain.h, 5.3); 128 before. Pages nobody uses cost
   nothing. */
#define PREEMPT_SLOTS 4096

static inline uintnat preempt_identity_of(caml_domain_state *domain) {
  return (uintnat)domain->unique_id + 1;
}

/* The runtime's own way to interrupt OCaml code: with young_limit above every young
   pointer, the next poll or allocation enters caml_call_gc. */
static inline void preempt_interrupt(caml_domain_state *domain) {
  atomic_store_explicit((_Atomic uintnat *)&domain->young_limit, ~(uintnat)0,
                        memory_order_release);
}

static inline bool preempt_is_interrupted(caml_domain_state *domain) {
  return atomic_load((_Atomic uintnat *)&domain->young_limit) == ~(uintnat)0;
}

/* control.c */
struct preempt_control *preempt_control_of(caml_domain_state *domain);
struct preempt_control *preempt_control_in(int slot);
struct preempt_control *preempt_register(void);
bool preempt_unregister(caml_domain_state *domain);
bool preempt_is_requested(struct preempt_control *control, caml_domain_state *domain);

/* request.c */
void preempt_request(int slot, uintnat identity);
void preempt_request_all(void);

/* delivery.c */
void preempt_arm(struct preempt_control *control, uintnat identity);
void preempt_deliver(struct preempt_control *control, uintnat identity);

/* rearm.c */
void preempt_rearm(caml_domain_state *domain);

/* fiber.c */
bool preempt_fiber_is_preemptible(struct stack_info *fiber);
value preempt_fiber_tick_handler(struct stack_info *fiber);

/* What there is to preempt. */
enum preempt_view { PREEMPTIBLE, STARTING, MASKED, UNDER_C, NOTHING };
enum preempt_view preempt_look(struct stack_info *innermost, struct stack_info **root);

/* ask.c */
value preempt_ask(struct stack_info *root);

/* frame.c */
enum preempt_code { INTERRUPTED, PERFORMING, RESUMING };
struct preempt_safepoint {
  enum preempt_code code;
  uintnat return_address;
  uintnat allocation_bytes; /* 0 at a poll */
};
struct preempt_safepoint preempt_safepoint_of(caml_domain_state *domain);
bool preempt_make_room(caml_domain_state *domain);
void preempt_push_frame(caml_domain_state *domain, uintnat allocation_bytes);
uintnat preempt_pop_frame(caml_domain_state *domain);
void preempt_raise_at(caml_domain_state *domain, value exception);

/* statistics.c */
int64_t preempt_now_ns(void);
int64_t preempt_stamp_ns(void);
void preempt_served(struct preempt_control *control, struct preempt_safepoint safepoint);
void preempt_count(_Atomic uint64_t *counter);

/* ticker.c */
void preempt_ticker_forget(uintnat identity);
void preempt_ticker_survive_forks(void);

#endif
