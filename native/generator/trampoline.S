/* Entered in place of an interrupted instruction, with that one's address on top of the
   stack, below the red zone of whatever was interrupted (System V ABI, 3.2.2):

     the interrupted stack pointer ->
           128 bytes of red zone
           interrupted program counter   <- rsp on entry
           flags, 15 general registers
           vector state, by xsavec, at a multiple of 64

   The task goes on with the state of a function that has just been called: an empty x87
   stack and default control words, clear upper halves, string operations forward. */

        .set    GENERAL, 15 * 8
        .set    XSAVE_LEGACY, 512
        .set    RED_ZONE, 128

        .section .rodata
        .align  4
default_mxcsr:
        .long   0x1f80

        .text
        .globl  trampoline
        .type   trampoline, @function
trampoline:
        .cfi_startproc
        .cfi_def_cfa %rsp, 8 + RED_ZONE
        .cfi_offset %rip, -8 - RED_ZONE
        pushfq
        .cfi_adjust_cfa_offset 8
        .irp    register, rax, rcx, rdx, rbx, rbp, rsi, rdi, r8, r9, r10, r11, r12, r13, r14, r15
        pushq   %\register
        .cfi_adjust_cfa_offset 8
        .cfi_rel_offset \register, 0
        .endr
        cld
        movq    %rsp, %rbp
        .cfi_def_cfa_register %rbp
        subq    trampoline_xsave_bytes(%rip), %rsp
        andq    $-64, %rsp
        /* xrstor faults on a header (Intel SDM 1, 13.4.2) that is not clean. */
        xorl    %eax, %eax
        .irp    word, 0, 1, 2, 3, 4, 5, 6, 7
        movq    %rax, XSAVE_LEGACY + 8 * \word(%rsp)
        .endr
        movl    trampoline_xsave_mask(%rip), %eax
        xorl    %edx, %edx
        xsavec64 (%rsp)
        fninit
        ldmxcsr default_mxcsr(%rip)
        vzeroupper
        call    trampoline_capture
        movl    trampoline_xsave_mask(%rip), %eax
        xorl    %edx, %edx
        xrstor64 (%rsp)
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
        ret     $RED_ZONE
        .cfi_endproc
        .globl  trampoline_end
trampoline_end:
        .size   trampoline, .-trampoline

        .section .note.GNU-stack, "", %progbits
