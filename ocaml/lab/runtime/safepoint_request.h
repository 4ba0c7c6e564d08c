/* Sends a domain into the collector at its next poll or allocation. */
#ifndef PREEMPT_LAB_SAFEPOINT_REQUEST_H
#define PREEMPT_LAB_SAFEPOINT_REQUEST_H

#define CAML_INTERNALS
#include <stdatomic.h>

#include <caml/mlvalues.h>
#include <caml/domain_state.h>
#include <caml/version.h>

/* Safe in a signal handler. The runtime may lose a request that comes while it resets
 * young_limit (runtime/domain.c, caml_reset_young_limit): repeat it.
 *
 * Before 5.2, an allocation made by C resets young_limit and forgets the request unless
 * an action is pending (caml_reset_young_limit, OCaml 5.1.0). Since then, that function
 * itself makes one pending, so that the next return from C asks again (5.3.0). */
static inline void request_safepoint(caml_domain_state *domain) {
#if OCAML_VERSION < 50200
  domain->action_pending = 1;
#endif
  atomic_store(&domain->young_limit, (uintnat)-1);
}

#endif
