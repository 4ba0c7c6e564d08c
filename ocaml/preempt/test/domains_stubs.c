/* A request that comes too late. */

#define CAML_INTERNALS
#include <caml/mlvalues.h>

#include <caml/domain_state.h>

/* Of the library, preempt.h: what is left of a request after it has looked whether its
   domain runs. */
struct preempt_control *preempt_control_of(caml_domain_state *domain);
void preempt_arm(struct preempt_control *control, uintnat identity);

/* Identities are those of domains, and one more. */
value domains_arm_for_another(value unit) {
  uintnat another = (uintnat)Caml_state->unique_id + 1000;
  preempt_arm(preempt_control_of(Caml_state), another);
  return unit;
}
