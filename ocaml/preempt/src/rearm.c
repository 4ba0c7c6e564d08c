/* The runtime resets young_limit when C allocates, when it checks for pending actions and
   when it collects, and so wipes out a request. The linker redirects those functions to
   us (references from other objects than their own; runtime/domain.c calls itself only
   below these): each does what it did and then asks again. */

#include "preempt.h"

/* Where on the C stack the calling thread is inside caml_enter_blocking_section, which
   loops until young_limit is not UINTNAT_MAX (runtime/signals.c): asking again in there
   would spin for ever. An address, because an OCaml signal handler may raise out of it.
 */
static __thread char *entering_blocking_section;

/** Tells that OCaml code runs with the C stack at [c_frame]: what was deeper is gone. */
void preempt_runs_ocaml(void *c_frame) {
  if (entering_blocking_section != NULL && (char *)c_frame > entering_blocking_section)
    entering_blocking_section = NULL;
}

/** Interrupts a domain again if a preemption of it is due and may be served. */
void preempt_rearm(caml_domain_state *domain) {
  struct preempt_control *control = preempt_control_of(domain);
  if (!preempt_is_requested(control, domain))
    return;
  if (control->held || entering_blocking_section != NULL)
    return;
  preempt_interrupt(domain);
}

extern void __real_caml_handle_gc_interrupt(void);
void __wrap_caml_handle_gc_interrupt(void) {
  __real_caml_handle_gc_interrupt();
  preempt_rearm(Caml_state);
}

extern void __real_caml_poll_gc_work(void);
void __wrap_caml_poll_gc_work(void) {
  __real_caml_poll_gc_work();
  preempt_rearm(Caml_state);
}

/* Also called for a domain that is being created, by its creator. */
extern void __real_caml_reset_young_limit(caml_domain_state *domain);
void __wrap_caml_reset_young_limit(caml_domain_state *domain) {
  __real_caml_reset_young_limit(domain);
  if (domain == Caml_state_opt)
    preempt_rearm(domain);
}

extern void __real_caml_enter_blocking_section(void);
void __wrap_caml_enter_blocking_section(void) {
  entering_blocking_section = __builtin_frame_address(0);
  __real_caml_enter_blocking_section();
  entering_blocking_section = NULL;
}

extern void __real_caml_leave_blocking_section(void);
void __wrap_caml_leave_blocking_section(void) {
  __real_caml_leave_blocking_section();
  preempt_rearm(Caml_state);
}

/* OCaml code called by C cannot be preempted by a handler below C, so a request that it
   met was held. Now it is over. */
static value called_back(value result) {
  preempt_control_of(Caml_state)->held = false;
  preempt_rearm(Caml_state);
  return result;
}

typedef value callback_stub(caml_domain_state *domain, value closure, value *arguments);

extern callback_stub __real_caml_callback_asm, __real_caml_callback2_asm,
    __real_caml_callback3_asm;

value __wrap_caml_callback_asm(caml_domain_state *domain, value closure,
                               value *arguments) {
  return called_back(__real_caml_callback_asm(domain, closure, arguments));
}

value __wrap_caml_callback2_asm(caml_domain_state *domain, value closure,
                                value *arguments) {
  return called_back(__real_caml_callback2_asm(domain, closure, arguments));
}

value __wrap_caml_callback3_asm(caml_domain_state *domain, value closure,
                                value *arguments) {
  return called_back(__real_caml_callback3_asm(domain, closure, arguments));
}
