/* What lies on the stack of a preempted fiber, and the way back. frame.c pushes it:

     low   preempt_resume          where the performing closure returns to
           29 saved registers
           preempt_chunk_end       never returned to: tells the collector where to look
           trap: the next handler
           trap: preempt_cancelled
           bytes to allocate again (caml_start_program keeps a C stack pointer here)
           address of the saved registers (caml_start_program: gc_regs)
     high  the interrupted return address

   From preempt_chunk_end on it is what caml_start_program pushes (runtime/amd64.S), which
   the collector and the unwinder of backtraces skip by Stack_header_size, taking the
   registers of the frame above from its last word (runtime/fiber.c, scan_stack_frames). */

        .set    REGISTERS, 29 * 8
        .set    FRAME, REGISTERS + 8 + 4 * 8 + 8

        .text
        .type   preempted, @function
        .align  16
preempted:
        .cfi_startproc
        .cfi_def_cfa %rsp, FRAME
        nop                     /* unwinders look up the byte before a return address */
        .globl  preempt_resume
preempt_resume:
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
   live slots. The frame of preempt_resume spans the registers and the return address
   above them; the registers are scanned through the descriptor of the interrupted
   frame. Size -1 ends a chunk. */
        .data
        .globl  preempt_frametable
        .align  8
preempt_frametable:
        .quad   2
        .quad   preempt_resume
        .value  REGISTERS + 8
        .value  0
        .align  8
        .quad   preempt_chunk_end
        .value  -1
        .value  0
        .align  8

        .section .note.GNU-stack, "", %progbits
