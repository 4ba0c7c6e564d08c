/* Every safepoint of OCaml code that finds young_limit above its young pointer comes
   here: the linker redirects the call of caml_garbage_collection in caml_call_gc
   (runtime/amd64.S) to us. */

#include "preempt.h"

#include <caml/memory.h>
#include <caml/memprof.h>
#include <caml/signals.h>

extern void __real_caml_garbage_collection(void);
extern void __real_caml_reset_young_limit(caml_domain_state *domain);

/* Takes our own interrupt off young_limit without losing one of the runtime's. Up to 5.1
   an OCaml signal that arrives does no more than to raise young_limit (runtime/signals.c,
   caml_record_signal); from 5.2 caml_reset_young_limit assumes that something did and
   sets action_pending, which would cost a needless poll after the next C call. Either way
   action_pending is made to say what is the case; what comes in between interrupts by
   itself.

   The pending allocation must have been undone. @return whether the runtime has work to
   do at this safepoint: with the minor heap used up to its trigger it has, and up to 5.1
   caml_reset_young_limit must not be called then */
static bool disarm(caml_domain_state *domain) {
  if (domain->young_ptr <= domain->young_trigger)
    return true;
  bool actions = domain->action_pending;
  __real_caml_reset_young_limit(domain);
  actions |= caml_check_pending_signals();
  actions |= atomic_load(&domain->requested_external_interrupt) != 0;
  domain->action_pending = actions;
  return actions || preempt_is_interrupted(domain);
}

/* caml_call_gc is entered with the young pointer already moved past what is to be
   allocated, perhaps past the end of the minor heap. */
static void undo_allocation(caml_domain_state *domain, uintnat bytes) {
  domain->young_ptr = (value *)((char *)domain->young_ptr + bytes);
}

static void redo_allocation(caml_domain_state *domain, uintnat bytes) {
  domain->young_ptr = (value *)((char *)domain->young_ptr - bytes);
}

/* Allocates what was undone, collecting if it does not fit or if something else
   interrupts. This safepoint is done with: the code that was interrupted gets on, however
   many requests come. */
static void allocate_again(caml_domain_state *domain, uintnat bytes) {
  if (bytes == 0)
    return;
  redo_allocation(domain, bytes);
  if ((uintnat)domain->young_ptr < atomic_load(&domain->young_limit))
    __real_caml_garbage_collection();
}

/* The fiber goes on without having been preempted. */
static void go_on(caml_domain_state *domain, struct preempt_belongings belongings) {
  preempt_put_backtrace(domain, belongings.backtrace);
  allocate_again(domain, belongings.allocation_bytes);
}

/* Asks the tick handlers and, if one says so, makes the fiber perform Preemption. The
   request is taken before they are asked, so that one made meanwhile is a new one. The
   last exception is the fiber's: it is put aside while they run. */
static void serve(struct preempt_control *control, struct preempt_safepoint safepoint,
                  struct preempt_chain chain) {
  CAMLparam0();
  CAMLlocal1(backtrace);
  caml_domain_state *domain = Caml_state;
  atomic_store(&control->requested, 0);
  backtrace = preempt_take_backtrace(domain);
  value answer = preempt_ask(chain.root);
  bool granted = answer == Val_true && preempt_make_room(domain);
  struct preempt_belongings belongings = {safepoint.allocation_bytes, 0, backtrace};
  if (granted) {
    preempt_served(control, safepoint);
    belongings.handlers = preempt_share_begin(control, chain.fibers);
    preempt_push_frame(domain, belongings);
  } else if (Is_exception_result(answer)) {
    preempt_raise_at(domain, Extract_exception(answer));
  } else {
    bool refused = answer == Val_false;
    preempt_count(refused ? &control->counts.refused : &control->counts.no_stack);
    go_on(domain, belongings);
  }
  CAMLreturn0;
}

/* What the runtime would do here before anything else: collections, signal handlers,
   finalisers. They may raise, and take the request. */
static void do_pending_actions(struct preempt_control *control) {
  caml_process_pending_actions();
  control->held = false;
  disarm(Caml_state);
}

static void requested(struct preempt_control *control,
                      struct preempt_safepoint safepoint) {
  caml_domain_state *domain = Caml_state;
  undo_allocation(domain, safepoint.allocation_bytes);
  control->held = false;
  if (disarm(domain))
    do_pending_actions(control);
  if (preempt_has_ended()) {
    atomic_store(&control->requested, 0);
  } else if (preempt_is_requested(control, domain)) {
    struct preempt_chain chain;
    switch (preempt_look(domain->current_stack, &chain)) {
    case PREEMPTIBLE:
      if (!preempt_share_lasts(control)) {
        serve(control, safepoint, chain);
        return;
      }
      preempt_count(&control->counts.too_soon);
      control->held = true;
      break;
    case STARTING:
      break;
    case MASKED:
      preempt_count(&control->counts.masked);
      control->held = true;
      break;
    case UNDER_C:
      preempt_count(&control->counts.in_callback);
      control->held = true;
      break;
    case NOTHING:
      preempt_count(&control->counts.idle);
      atomic_store(&control->requested, 0);
      break;
    }
  }
  redo_allocation(domain, safepoint.allocation_bytes);
  __real_caml_garbage_collection();
}

/* The performing closure allocates the continuation. There is room (preempt_make_room),
   so nothing is collected and whatever is pending stays pending. From 5.3 memprof wants
   to hear of an allocation that it does not sample (runtime/minor_gc.c,
   caml_alloc_small_dispatch, without CAML_DO_TRACK). */
static void allocate_continuation(caml_domain_state *domain) {
#if OCAML_VERSION >= 50300
  if (domain->young_ptr < domain->memprof_young_trigger) {
    caml_memprof_set_trigger(domain);
    caml_reset_young_limit(domain);
  }
#else
  (void)domain;
#endif
}

/* preempt_resume has more to give back than registers. */
static void resume(struct preempt_control *control) {
  caml_domain_state *domain = Caml_state;
  struct preempt_belongings belongings = preempt_pop_frame(domain);
  preempt_put_backtrace(domain, belongings.backtrace);
  preempt_share_resumed(control, belongings.handlers);
  allocate_again(domain, belongings.allocation_bytes);
}

void __wrap_caml_garbage_collection(void) {
  caml_domain_state *domain = Caml_state;
  struct preempt_control *control = preempt_control_of(domain);
  struct preempt_safepoint safepoint = preempt_safepoint_of(domain);
  if (safepoint.code == RESUMING)
    resume(control);
  else if (safepoint.code == PERFORMING)
    allocate_continuation(domain);
  else if (preempt_is_requested(control, domain))
    requested(control, safepoint);
  else
    __real_caml_garbage_collection();
}

/** After the last mask was left: takes a request up again that found it.
    @return whether there is one, so that the caller may poll at once */
value preempt_unmasked(value unit) {
  (void)unit;
  struct preempt_control *control = preempt_control_of(Caml_state);
  control->held = false;
  preempt_rearm(Caml_state);
  return Val_bool(preempt_is_requested(control, Caml_state));
}
