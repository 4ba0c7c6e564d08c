#define CAML_INTERNALS
#include <caml/mlvalues.h>
#include <caml/signals.h>
#include <signal.h>

/* Leaves it to the next blocking call or safepoint to run the handler. */
value blocking_raise_signal(value signal) {
  raise(caml_convert_signal_number(Int_val(signal)));
  return Val_unit;
}
