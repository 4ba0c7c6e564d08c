#include <caml/callback.h>
#include <caml/memory.h>
#include <caml/mlvalues.h>

value compaction_call_back(value closure, value argument) {
  CAMLparam2(closure, argument);
  CAMLreturn(caml_callback(closure, argument));
}
