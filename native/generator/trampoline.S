/* Entered in place of an interrupted instruction, with that one's address on top of the
   stack, below the red zone of whatever was interrupted (System V ABI, 3.2.2):

     the interrupted stack pointer ->
           128 bytes of red zone
           interrupted program counter   <- rsp on entry
           flags, 15 general registers
           vector state, by xsavec, at a multiple of 64

   The worker goes on with the state of a function that has just been called: an empty x87
   stack and default control words, clear upper halves, string operations forward. */

        .set    XSAVE_LEGACY, 512
        .set    RED_ZONE, 128

        .section .rodata
        .align  4
default_mxcsr:
        .long   0x1f80

        .text
/* zone: the bytes below the interrupted stack pointer that are left alone. full: all vector
   state is saved, else the xmm registers. resets: the worker goes on with the state of a
   function that has just been called. */
        .macro  TRAMPOLINE name, zone, full, resets
        .globl  \name
        .type   \name, @function
\name:
        .cfi_startproc
        .cfi_def_cfa %rsp, 8 + \zone
        .cfi_offset %rip, -8 - \zone
        pushfq
        .cfi_adjust_cfa_offset 8
        .irp    register, rax, rcx, rdx, rbx, rbp, rsi, rdi, r8, r9, r10, r11, r12, r13, r14, r15
        pushq   %\register
        .cfi_adjust_cfa_offset 8
        .cfi_rel_offset \register, 0
        .endr
        movq    %rsp, %rbp
        .cfi_def_cfa_register %rbp
        subq    trampoline_xsave_bytes(%rip), %rsp
        andq    $-64, %rsp
        .if     \full
        /* xrstor faults on a header (Intel SDM 1, 13.4.2) that is not clean. */
        xorl    %eax, %eax
        .irp    word, 0, 1, 2, 3, 4, 5, 6, 7
        movq    %rax, XSAVE_LEGACY + 8 * \word(%rsp)
        .endr
        movl    trampoline_xsave_mask(%rip), %eax
        xorl    %edx, %edx
        xsavec64 (%rsp)
        .else
        .irp    n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
        movups  %xmm\n, 16 * \n(%rsp)
        .endr
        .endif
        .if     \resets
        cld
        fninit
        ldmxcsr default_mxcsr(%rip)
        vzeroupper
        .endif
        call    trampoline_capture
        .if     \full
        movl    trampoline_xsave_mask(%rip), %eax
        xorl    %edx, %edx
        xrstor64 (%rsp)
        .else
        .irp    n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
        movups  16 * \n(%rsp), %xmm\n
        .endr
        .endif
        movq    %rbp, %rsp
        .cfi_def_cfa_register %rsp
        .irp    register, r15, r14, r13, r12, r11, r10, r9, r8, rdi, rsi, rbp, rbx, rdx, rcx, rax
        popq    %\register
        .cfi_adjust_cfa_offset -8
        .cfi_restore \register
        .endr
        movl    $1, %fs:worker_preemptible@tpoff
        popfq
        .cfi_adjust_cfa_offset -8
        ret     $\zone
        .cfi_endproc
        .size   \name, .-\name
        .endm

        .globl  trampoline_begin
trampoline_begin:
        TRAMPOLINE trampoline_whole, RED_ZONE, 1, 1
        TRAMPOLINE trampoline_xmm, RED_ZONE, 0, 1
        TRAMPOLINE trampoline_leaking, RED_ZONE, 1, 0
        TRAMPOLINE trampoline_in_red_zone, 0, 1, 1
        .globl  trampoline_end
trampoline_end:

        .section .note.GNU-stack, "", %progbits
