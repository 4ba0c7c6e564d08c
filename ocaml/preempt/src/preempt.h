/* What the C files of the library share. Everything here runs on one of two sides:
   the *owner*, the thread that runs a domain's OCaml code, or a *requester*, any other
   thread or a signal handler, which may do nothing but preempt_arm. */

#ifndef PREEMPT_H
#define PREEMPT_H

#define CAML_INTERNALS
#define CAML_NAME_SPACE

#include <caml/version.h>
#include <caml/mlvalues.h>

/* 5.6 wants a port: a continuation is one word there, the last fiber of a chain that is
   circular (ocaml/ocaml#14469), so that preempt_continuation_masks and the walks along
   Stack_parent would not end, and systhreads move into the runtime (#14965), where the
   wraps of rearm.c do not reach. */
#if OCAML_VERSION < 50000 || OCAML_VERSION >= 50600
#error "preempt: only OCaml 5.0 to 5.5 are supported"
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

/* What 5.0 has by other names, or spelt out (runtime/caml/domain_state.tbl, where the
   collector looks at young_start, and runtime/fiber.c, scan_stack_frames). */
#if OCAML_VERSION < 50100
#define young_trigger young_start
#define frame_size(descriptor) ((descriptor)->frame_size & 0xFFFC)
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
  _Atomic uint64_t too_soon;    /* a tick before a costly preempt had paid off */
  _Atomic uint64_t late;        /* ticks that found the one before unserved */
};

/* What a preempt of a fiber under many handlers costs, and what the fiber gets for it
   (share.c). Written by the owner only. */
struct preempt_share {
  int64_t performed_at_ns; /* a costly preempt is on its way to its handler, or 0 */
  int64_t handlers;        /* that it passes */
  int64_t handler_ps;      /* what passing one took last, in picoseconds */
  int64_t until_ns;        /* the fiber that runs is not preempted by a tick before */
  void *thread;            /* whose processor time that is */
};

/* One domain slot. [identity] is 0 or the domain's unique id + 1. */
struct preempt_control {
  _Atomic uintnat identity;
  _Atomic uintnat requested; /* the identity asked for, or 0 */
  _Atomic(caml_domain_state *) state;
  _Atomic pid_t thread; /* the kernel's id of the thread that last ran its OCaml code */
  _Atomic int64_t requested_at_ns;
  bool held; /* cannot be served now: do not re-arm until something changes */
  struct preempt_share share;
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
void preempt_runs_here(caml_domain_state *domain);
void preempt_threads_survive_forks(void);
bool preempt_is_requested(struct preempt_control *control, caml_domain_state *domain);

/* request.c */
void preempt_request(int slot, uintnat identity);
void preempt_request_all(void);
void preempt_end(void);
bool preempt_has_ended(void);

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
struct preempt_chain {
  struct stack_info *root; /* the root-most preemptible fiber, or NULL */
  int64_t fibers;          /* from the innermost to the root-most preemptible one */
};
enum preempt_view preempt_look(struct stack_info *innermost, struct preempt_chain *chain);

/* share.c */
int64_t preempt_share_begin(struct preempt_control *control, int64_t fibers);
void preempt_share_resumed(struct preempt_control *control, int64_t handlers);
bool preempt_share_lasts(struct preempt_control *control);

/* backtrace.c */
value preempt_take_backtrace(caml_domain_state *domain);
void preempt_put_backtrace(caml_domain_state *domain, value backtrace);

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
/* What a preempted fiber takes with it besides its registers. */
struct preempt_belongings {
  uintnat allocation_bytes;
  int64_t handlers; /* 0, or how many a costly preempt passed */
  value backtrace;
};
bool preempt_make_room(caml_domain_state *domain);
void preempt_push_frame(caml_domain_state *domain, struct preempt_belongings belongings);
struct preempt_belongings preempt_pop_frame(caml_domain_state *domain);
void preempt_raise_at(caml_domain_state *domain, value exception);

/* statistics.c */
int64_t preempt_now_ns(void);
int64_t preempt_stamp_ns(void);
void preempt_served(struct preempt_control *control, struct preempt_safepoint safepoint);
void preempt_count(_Atomic uint64_t *counter);

/* ticker.c */
bool preempt_ticks(void);
void preempt_ticker_forget(uintnat identity);
void preempt_ticker_survive_forks(void);

/* stacks.c */
void preempt_free_cached_stacks(caml_domain_state *domain);

#endif
