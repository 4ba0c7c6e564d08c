/* OCaml called by C, as any binding does it. */

#define CAML_INTERNALS
#include <caml/callback.h>
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
