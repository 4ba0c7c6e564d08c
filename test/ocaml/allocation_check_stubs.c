/* Notes what was about to be allocated when the collector was asked for. */
#define CAML_INTERNALS
#include <caml/mlvalues.h>

#include "runtime/pending_allocation.h"
#include "runtime/safepoint_request.h"

static int asked;
static long words_taken_back;

extern void __real_caml_garbage_collection(void);
extern void __wrap_caml_garbage_collection(void);

void __wrap_caml_garbage_collection(void) {
  if (asked) {
    asked = 0;
    value *before = Caml_state->young_ptr;
    uintnat words = take_back_allocation(Caml_state);
    words_taken_back = Caml_state->young_ptr - before;
    make_allocation_again(Caml_state, words);
    if (Caml_state->young_ptr != before)
      words_taken_back = -1;
  }
  __real_caml_garbage_collection();
}

value allocation_check_ask(value unit) {
  asked = 1;
  request_safepoint(Caml_state);
  return unit;
}

value allocation_check_words(value unit) {
  (void)unit;
  return Val_long(words_taken_back);
}
