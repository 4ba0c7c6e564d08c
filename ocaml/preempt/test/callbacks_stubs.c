/* OCaml called by C, as any binding does it. */

#define CAML_INTERNALS
#include <caml/callback.h>
#include <caml/domain_state.h>
#include <caml/memory.h>
#include <caml/signals.h>
#include <signal.h>

value callbacks_call(value closure) { return caml_callback(closure, Val_unit); }

value callbacks_call_exn(value closure) {
  CAMLparam1(closure);
  caml_callback_exn(closure, Val_unit);
  CAMLreturn(Val_unit);
}

value callbacks_raise_signal(value signal) {
  raise(caml_convert_signal_number(Int_val(signal)));
  return Val_unit;
}

/* What the tick of systhreads does to have them switched
   (otherlibs/systhreads/st_stubs.c, caml_thread_tick), without the interrupt. */
value callbacks_want_switch(value unit) {
  atomic_store(&Caml_state->requested_external_interrupt, 1);
  return unit;
}

value callbacks_wants_switch(value unit) {
  (void)unit;
  return Val_bool(atomic_load(&Caml_state->requested_external_interrupt) != 0);
}
