/* Performs an effect in the true signal handler itself, with no OCaml code in between. */
#define _GNU_SOURCE
#define CAML_INTERNALS
#include <signal.h>
#include <stdint.h>

#include <caml/mlvalues.h>
#include <caml/domain_state.h>
#include <caml/fail.h>
#include <caml/fiber.h>
#include <caml/memory.h>

#include "native/fixture/fixture.h"
#include "runtime/ocaml_code.h"
#include "runtime/perform.h"

/* The constructors of the fixture's types, in their order. */
enum over { OVER_OCAML, OVER_C };
enum continuation { NONE, UNMARKED, FABRICATED };

static value effect = Val_unit;
static enum over wanted;
static enum continuation continuation;
static int protecting;
static double *over_ocaml, *over_c, *over_c_with_state, *caught;

static uintnat interrupted_register(const ucontext_t *context, int number) {
  return (uintnat)context->uc_mcontext.gregs[number];
}

static enum over note_interrupted(const ucontext_t *context) {
  if (interrupted_ocaml_code(context)) {
    *over_ocaml += 1;
    return OVER_OCAML;
  }
  *over_c += 1;
  *over_c_with_state += interrupted_register(context, REG_R14) == (uintnat)Caml_state;
  return OVER_C;
}

/* As the log did it: everything but the effect is as the interrupted code left it. */
static void perform_with_effect_alone(const ucontext_t *context) {
  struct perform_registers registers = {
      .effect = (uintnat)effect,
      .continuation = interrupted_register(context, REG_RBX),
      .domain_state = interrupted_register(context, REG_R14),
      .young_ptr = interrupted_register(context, REG_R15),
  };
  perform_from_c(&registers);
}

static uintnat perform_with_all(uintnat young_ptr) {
  struct perform_registers registers = {
      .effect = (uintnat)effect,
      .continuation = (uintnat)fabricated_continuation(continuation == FABRICATED),
      .domain_state = (uintnat)Caml_state,
      .young_ptr = young_ptr,
  };
  perform_from_c(&registers);
  return registers.young_ptr;
}

static void perform_over_ocaml(ucontext_t *context) {
  greg_t *young_ptr = &context->uc_mcontext.gregs[REG_R15];
  *young_ptr = (greg_t)perform_with_all((uintnat)*young_ptr);
}

static void perform_over_c(void) {
  uintnat after = perform_with_all((uintnat)Caml_state->young_ptr);
  Caml_state->young_ptr = (value *)after;
}

/* Every call from OCaml to C starts at c_stack (runtime/amd64.S, SWITCH_OCAML_TO_C,
 * 5.3.0), where the frames of the interrupted C code are too. Until that code runs on,
 * calls must start well below this handler's frames instead. */
static void perform_over_protected_c(void) {
  enum { ROOM_BELOW = 4096 };
  struct c_stack_link *c_stack = Caml_state->c_stack;
  void *sp = Caml_state->current_stack->sp;
  uintptr_t below = ((uintptr_t)__builtin_frame_address(0) - ROOM_BELOW) & ~UINT64_C(15);
  Caml_state->c_stack = (struct c_stack_link *)below;
  *Caml_state->c_stack = (struct c_stack_link){.prev = c_stack};
  perform_over_c();
  Caml_state->current_stack->sp = sp;
  Caml_state->c_stack = c_stack;
}

static void handle_signal(int signal, siginfo_t *info, void *context) {
  (void)signal;
  (void)info;
  if (!fixture_received(context))
    return;
  if (note_interrupted(context) != wanted) {
    fixture_skipped();
    return;
  }
  fixture_attempted();
  if (continuation == NONE)
    perform_with_effect_alone(context);
  else if (wanted == OVER_OCAML)
    perform_over_ocaml(context);
  else if (protecting)
    perform_over_protected_c();
  else
    perform_over_c();
  fixture_completed();
}

value true_handler_can_fabricate(value unit) {
  (void)unit;
  return Val_bool(PERFORM_IS_KNOWN);
}

value true_handler_install(value performed, value over, value given, value protected) {
  effect = performed;
  caml_register_generational_global_root(&effect);
  wanted = (enum over)Int_val(over);
  continuation = (enum continuation)Int_val(given);
  protecting = Bool_val(protected);
  over_ocaml = fixture_figure("overOcaml", "signals");
  over_c = fixture_figure("overC", "signals");
  over_c_with_state = fixture_figure("overCWithState", "signals");
  caught = fixture_figure("caughtEffects", "effects");
  struct sigaction action = {.sa_sigaction = handle_signal,
                             .sa_flags = SA_SIGINFO | SA_RESTART};
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGURG, &action, NULL) != 0)
    caml_failwith("sigaction");
  return Val_unit;
}

value true_handler_caught(value unit) {
  fixture_caught();
  *caught += 1;
  return unit;
}

/* The kernel would do this on return from the handler. */
value true_handler_unblock(value unit) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGURG);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  return unit;
}

/* Work on so many registers that compiled C keeps its own values in those of OCaml. */
value true_handler_c_piece(value unit) {
  enum { STEPS = 60000, MASK = 0x3FFFFFFF };
  uint64_t a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 7, h = 8;
  (void)unit;
  for (uint64_t i = 1; i <= STEPS; i++) {
    a = (a * 31 + h + i) & MASK;
    b = (b * 37 + a) & MASK;
    c = (c * 41 + b) & MASK;
    d = (d * 43 + c) & MASK;
    e = (e * 47 + d) & MASK;
    f = (f * 53 + e) & MASK;
    g = (g * 59 + f) & MASK;
    h = (h * 61 + g) & MASK;
  }
  return Val_long((long)((a ^ b ^ c ^ d ^ e ^ f ^ g ^ h) & MASK));
}
