/* Runs a new task on a stack of its own, from the signal handler. */
#define _GNU_SOURCE
#define CAML_INTERNALS
#include <signal.h>

#include <caml/mlvalues.h>
#include <caml/domain_state.h>
#include <caml/fail.h>
#include <caml/fiber.h>
#include <caml/memory.h>

#include "native/fixture/fixture.h"
#include "runtime/linked_call.h"
#include "runtime/ocaml_code.h"

enum { NEW_STACK_WORDS = 8192, SIGNAL_STACK_BYTES = 1 << 20, NO_FIBER_ID = -1 };

static value newcomer = Val_unit; /* the closure that the new task runs */
static int linked;

/* The interrupted code keeps the allocation pointer in r15: it is handed to the new task
 * and back, so that neither allocates over the other. */
static void run_newcomer(greg_t *registers) {
  caml_domain_state *domain = Caml_state;
  struct stack_info *interrupted = domain->current_stack;
  void *exception_handler = domain->exn_handler;
  void *known_top = interrupted->sp;
  struct stack_info *own =
      caml_alloc_stack_noexc(NEW_STACK_WORDS, Val_unit, Val_unit, Val_unit, NO_FIBER_ID);
  /* A collection scans the current stack and its parents (runtime/fiber.c,
   * caml_scan_stack, OCaml 5.1.0, 5.3.0 and 5.4.1), each from its sp. */
  if (linked)
    Stack_parent(own) = interrupted;
  interrupted->sp = (void *)registers[REG_RSP];
  domain->young_ptr = (value *)registers[REG_R15];
  domain->current_stack = own;
  domain->exn_handler = NULL;
  call_linked(newcomer);
  struct stack_info *finished = domain->current_stack; /* the stack may have been moved */
  domain->current_stack = interrupted;
  domain->exn_handler = exception_handler;
  interrupted->sp = known_top;
  registers[REG_R15] = (greg_t)domain->young_ptr;
  caml_free_stack(finished);
}

static void handle_signal(int signal, siginfo_t *info, void *context) {
  ucontext_t *interrupted = context;
  (void)signal;
  (void)info;
  if (!fixture_received(interrupted))
    return;
  if (!interrupted_ocaml_code(interrupted)) {
    fixture_skipped();
    return;
  }
  fixture_attempted();
  run_newcomer(interrupted->uc_mcontext.gregs);
  fixture_completed();
}

/* The new task's collections run on the stack of the signal; the runtime's alternate
 * stack is too small for that. */
static void enlarge_signal_stack(void) {
  static char bytes[SIGNAL_STACK_BYTES];
  stack_t stack = {.ss_sp = bytes, .ss_size = sizeof bytes};
  if (sigaltstack(&stack, NULL) != 0)
    caml_failwith("sigaltstack");
}

value custom_stack_install(value closure, value link) {
  newcomer = closure;
  caml_register_generational_global_root(&newcomer);
  linked = Bool_val(link);
  enlarge_signal_stack();
  struct sigaction action = {.sa_sigaction = handle_signal,
                             .sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGURG, &action, NULL) != 0)
    caml_failwith("sigaction");
  return Val_unit;
}
