/* The frame of a preempted fiber: the interrupted registers and the link back, all on the
   fiber's own stack, so that a continuation may be resumed in any order, on any domain,
   or never. resume.S draws it. */

#include "preempt.h"

#include <caml/frame_descriptors.h>
#include <caml/memory.h>
#include <caml/minor_gc.h>
#include <string.h>

extern char preempt_resume[], preempt_resumed[], preempt_chunk_end[];
extern char preempt_cancelled[], preempt_frametable[];
extern void caml_reraise_exn(void);

/* Where resume.S finds them in what r14 points to; every version has its own order. */
const uintnat preempt_young_limit_offset = offsetof(caml_domain_state, young_limit);
const uintnat preempt_exn_handler_offset = offsetof(caml_domain_state, exn_handler);
const uintnat preempt_last_exn_offset = offsetof(caml_domain_state, backtrace_last_exn);

struct preempted_frame {
  void *resume;
  value registers[Wosize_gc_regs];
  value backtrace;
  int64_t handlers;
  void *chunk_end;
  void *next_handler;
  void *cancelled;
  uintnat allocation_bytes;
  value *saved_registers;
};

/* What the performing closure takes of the stack: a return address, a trap and at most a
   spilled word, with room to spare. Like every OCaml function that calls another it
   checks on entry that Stack_threshold bytes are left below that, and has the stack moved
   if not (asmcomp/amd64/emit.mlp, fundecl), which the saved registers must never be. */
#define PERFORMING_BYTES 128

#define STACK_NEEDED (sizeof(struct preempted_frame) + PERFORMING_BYTES + Stack_threshold)

/* The continuation that `perform` allocates has at most two fields (asmcomp/cmmgen.ml,
   Pperform: one up to 5.1, two from 5.2). */
#define HEAP_NEEDED Bhsize_wosize(2)

static value performing_closure = Val_unit;

/** Registers the closure that performs Preemption and tells the collector of the frame.
 */
value preempt_init_frame(value closure) {
  performing_closure = closure;
  caml_register_generational_global_root(&performing_closure);
#if OCAML_VERSION >= 50100
  void *tables[] = {preempt_frametable};
  caml_register_frametables(tables, 1);
#else
  caml_register_frametable((intnat *)preempt_frametable);
#endif
  return Val_unit;
}

/** The safepoint that entered caml_call_gc (runtime/signals_nat.c,
    caml_garbage_collection), and what code it is in: preempt_resume, the performing
    closure that it has called, or any other. Nothing may run in the performing closure
    that could move the stack, because the saved registers are on it. */
struct preempt_safepoint preempt_safepoint_of(caml_domain_state *domain) {
  char *sp = domain->current_stack->sp;
  struct preempt_safepoint safepoint = {INTERRUPTED, *(uintnat *)sp, 0};
  if (safepoint.return_address == (uintnat)preempt_resumed) {
    safepoint.code = RESUMING;
    return safepoint;
  }
  frame_descr *descriptor =
      caml_find_frame_descr(caml_get_frame_descrs(), safepoint.return_address);
  if (*(void **)(sp + frame_size(descriptor)) == preempt_resume)
    safepoint.code = PERFORMING;
  unsigned char *lengths = (unsigned char *)&descriptor->live_ofs[descriptor->num_live];
  for (int count = *lengths++; count > 0; count--)
    safepoint.allocation_bytes += Bhsize_wosize(Wosize_encoded_alloc_len(*lengths++));
  return safepoint;
}

/** Sees to it that a frame fits on the fiber's stack and a continuation in the minor
   heap. The pending allocation must have been undone. @return false at the stack's limit
 */
bool preempt_make_room(caml_domain_state *domain) {
  struct stack_info *stack = domain->current_stack;
  if ((char *)stack->sp - (char *)Stack_base(stack) < (intnat)STACK_NEEDED &&
      !caml_try_realloc_stack(STACK_NEEDED / sizeof(value)))
    return false;
  if ((char *)domain->young_ptr - (char *)domain->young_start < (intnat)HEAP_NEEDED)
    caml_minor_collection();
  return true;
}

/* Where caml_call_gc goes on: the stack pointer it takes, kept in two places
   (runtime/amd64.S, SWITCH_OCAML_TO_C and SWITCH_C_TO_OCAML). */
static void return_to(caml_domain_state *domain, void *sp) {
  domain->current_stack->sp = sp;
  domain->c_stack->sp = sp;
}

/** Pushes the frame and makes caml_call_gc return into the performing closure. */
void preempt_push_frame(caml_domain_state *domain, struct preempt_belongings belongings) {
  struct preempted_frame *frame = (struct preempted_frame *)domain->current_stack->sp - 1;
  memcpy(frame->registers, domain->gc_regs, sizeof frame->registers);
  frame->resume = preempt_resume;
  frame->backtrace = belongings.backtrace;
  frame->handlers = belongings.handlers;
  frame->chunk_end = preempt_chunk_end;
  frame->next_handler = domain->exn_handler;
  frame->cancelled = preempt_cancelled;
  frame->allocation_bytes = belongings.allocation_bytes;
  frame->saved_registers = frame->registers;
  domain->exn_handler = &frame->next_handler;
  domain->gc_regs[0] = Val_unit;           /* rax, the argument */
  domain->gc_regs[1] = performing_closure; /* rbx, the closure */
  code_t *top = (code_t *)frame - 1;
  *top = Code_val(performing_closure);
  return_to(domain, top);
}

/** Takes the frame off again, with caml_call_gc about to restore the interrupted
    registers. @return what else the fiber is to have back; its backtrace is no root of
    the collector's any more */
struct preempt_belongings preempt_pop_frame(caml_domain_state *domain) {
  struct preempted_frame *frame = domain->current_stack->sp;
  memcpy(domain->gc_regs, frame->registers, sizeof frame->registers);
  domain->exn_handler = frame->next_handler;
  return_to(domain, frame + 1);
  return (struct preempt_belongings){frame->allocation_bytes, frame->handlers,
                                     frame->backtrace};
}

/** Makes caml_call_gc raise an exception at the safepoint instead of returning to it. */
void preempt_raise_at(caml_domain_state *domain, value exception) {
  domain->gc_regs[0] = exception;
  void **top = (void **)domain->current_stack->sp - 1;
  *top = (void *)caml_reraise_exn;
  return_to(domain, top);
}
