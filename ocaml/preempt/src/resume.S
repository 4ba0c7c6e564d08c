/* What lies on the stack of a preempted fiber, and the way back. frame.c pushes it:

     low   preempt_resume          where the performing closure returns to
           29 saved registers
           the last exception with its backtrace, or unit
           how many handlers a costly preempt passed, or 0
           preempt_chunk_end       never returned to: tells the collector where to look
           trap: the next handler
           trap: preempt_cancelled
           bytes to allocate again (caml_start_program keeps a C stack pointer here)
           address of the saved registers (caml_start_program: gc_regs)
     high  the interrupted return address

   From preempt_chunk_end on it is what caml_start_program pushes (runtime/amd64.S), which
   the collector and the unwinder of backtraces skip by Stack_header_size, taking the
   registers of the frame above from its last word (runtime/fiber.c, scan_stack_frames). */

        .set    BACKTRACE, 29 * 8
        .set    HANDLERS, BACKTRACE + 8
        .set    SAVED, HANDLERS + 8
        .set    FRAME, SAVED + 8 + 4 * 8 + 8

        .set    NEXT_HANDLER, SAVED + 8
        .set    ALLOCATION, SAVED + 8 + 2 * 8

        .set    UNIT, 1

        .text
/* The performing closure returns to preempt_resume when the continuation is resumed. It
   does what caml_call_gc does on its way out, from the frame: r14 is the domain's state
   and r15 the young pointer (asmcomp/amd64/proc.ml). An allocation that does not fit, or
   that somebody interrupts, is left to the collector, and so is all if there is an
   exception to give back or another's to take away, or a share to give. */
        .type   preempted, @function
        .align  16
preempted:
        .cfi_startproc
        .cfi_def_cfa %rsp, FRAME
        nop                     /* unwinders look up the byte before a return address */
        .globl  preempt_resume
preempt_resume:
        movq    preempt_last_exn_offset(%rip), %rcx
        movq    (%r14,%rcx), %rcx
        orq     BACKTRACE(%rsp), %rcx
        orq     HANDLERS(%rsp), %rcx
        cmpq    $UNIT, %rcx
        jne     call_collector
        movq    ALLOCATION(%rsp), %rax
        testq   %rax, %rax
        jz      restore
        subq    %rax, %r15
        movq    preempt_young_limit_offset(%rip), %rcx
        cmpq    (%r14,%rcx), %r15
        jb      collect
restore:
        movq    NEXT_HANDLER(%rsp), %rax
        movq    preempt_exn_handler_offset(%rip), %rcx
        movq    %rax, (%r14,%rcx)
        movq    0(%rsp), %rax
        movq    8(%rsp), %rbx
        movq    16(%rsp), %rdi
        movq    24(%rsp), %rsi
        movq    32(%rsp), %rdx
        movq    40(%rsp), %rcx
        movq    48(%rsp), %r8
        movq    56(%rsp), %r9
        movq    64(%rsp), %r12
        movq    72(%rsp), %r13
        movq    80(%rsp), %r10
        movq    88(%rsp), %r11
        movq    96(%rsp), %rbp
        movsd   104(%rsp), %xmm0
        movsd   112(%rsp), %xmm1
        movsd   120(%rsp), %xmm2
        movsd   128(%rsp), %xmm3
        movsd   136(%rsp), %xmm4
        movsd   144(%rsp), %xmm5
        movsd   152(%rsp), %xmm6
        movsd   160(%rsp), %xmm7
        movsd   168(%rsp), %xmm8
        movsd   176(%rsp), %xmm9
        movsd   184(%rsp), %xmm10
        movsd   192(%rsp), %xmm11
        movsd   200(%rsp), %xmm12
        movsd   208(%rsp), %xmm13
        movsd   216(%rsp), %xmm14
        movsd   224(%rsp), %xmm15
        leaq    FRAME-8(%rsp), %rsp
        .cfi_remember_state
        .cfi_adjust_cfa_offset 8-FRAME
        ret
        .cfi_restore_state
collect:
        addq    %rax, %r15
call_collector:
        call    caml_call_gc@PLT
        .globl  preempt_resumed
preempt_resumed:
        ud2
        .cfi_endproc
        .size   preempted, .-preempted

        .globl  preempt_chunk_end
preempt_chunk_end:
        ud2

/* The continuation was discontinued: rax is the exception, rsp is past the trap. The
   allocation was undone when the fiber was preempted and the registers are dead, so
   raising where the fiber was preempted is all. Raising again keeps the backtrace. */
        .globl  preempt_cancelled
        .type   preempt_cancelled, @function
        .align  16
        .cfi_startproc
        .cfi_def_cfa %rsp, 24
preempt_cancelled:
        addq    $16, %rsp
        .cfi_adjust_cfa_offset -16
        jmp     caml_reraise_exn@PLT
        .cfi_endproc
        .size   preempt_cancelled, .-preempt_cancelled

/* The collector's view (runtime/caml/frame_descriptors.h): return address, frame size,
   live slots. The frame of preempt_resume spans what is saved and the return address
   above it, and of that the backtrace is live; the registers are scanned through the
   descriptor of the interrupted frame. Size -1 ends a chunk. */
        .data
        .globl  preempt_frametable
        .align  8
preempt_frametable:
        .quad   2
        .quad   preempt_resume
        .value  SAVED + 8
        .value  1
        .value  BACKTRACE
        .align  8
        .quad   preempt_chunk_end
        .value  -1
        .value  0
        .align  8

        .section .note.GNU-stack, "", %progbits
