/* The runtime resets young_limit when C allocates, when it checks for pending actions and
   when it collects, and so wipes out a request. The linker redirects those functions to
   us (references from other objects than their own; runtime/domain.c calls itself only
   below these): each does what it did and then asks again. */

#include "preempt.h"

/* The calls of caml_enter_blocking_section that the calling thread is in, the innermost
   first: one runs OCaml's signal handlers, which may block themselves. It loops until
   young_limit is not UINTNAT_MAX (runtime/signals.c): asking again in there would spin
   for ever. */
struct entering {
  struct c_stack_link *c_stack; /* tells it from calls of C by such a handler */
  struct entering *outer;
};

static __thread struct entering *entering_blocking_section;

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
  struct entering entering = {Caml_state->c_stack, entering_blocking_section};
  entering_blocking_section = &entering;
  __real_caml_enter_blocking_section();
  entering_blocking_section = entering.outer;
}

/* A signal handler raised, and whoever was entering a blocking section never will. */
extern void __real_caml_raise_exception(caml_domain_state *domain, value exception);
void __wrap_caml_raise_exception(caml_domain_state *domain, value exception) {
  while (entering_blocking_section != NULL &&
         entering_blocking_section->c_stack == domain->c_stack)
    entering_blocking_section = entering_blocking_section->outer;
  preempt_rearm(domain);
  __real_caml_raise_exception(domain, exception);
}

extern void __real_caml_leave_blocking_section(void);
void __wrap_caml_leave_blocking_section(void) {
  __real_caml_leave_blocking_section();
  preempt_runs_here(Caml_state);
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
