#define CAML_INTERNALS
#include "linked_call.h"

#include <unistd.h>

#include <caml/callback.h>
#include <caml/domain_state.h>
#include <caml/fiber.h>
#include <caml/printexc.h>

#include "native/fixture/fixture.h"

/* runtime/amd64.S (OCaml 5.0 to 5.5) defines it and runtime/callback.c declares it, but
 * no header does. */
extern value caml_callback_asm(caml_domain_state *state, value closure, value *arguments);

static void end_with_exception(value exception) {
  fixture_end(TELEMETRY_UNHANDLED, caml_format_exception(exception));
  _exit(1);
}

void call_linked(value closure) {
  value argument = Val_unit;
  caml_maybe_expand_stack();
  value result = caml_callback_asm(Caml_state, closure, &argument);
  if (Is_exception_result(result))
    end_with_exception(Extract_exception(result));
}
