/* OCaml called by C, as any binding does it. */

#include <caml/callback.h>
#include <caml/memory.h>

value callbacks_call(value closure) { return caml_callback(closure, Val_unit); }

value callbacks_call_exn(value closure) {
  CAMLparam1(closure);
  caml_callback_exn(closure, Val_unit);
  CAMLreturn(Val_unit);
}
