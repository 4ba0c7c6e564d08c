/* Entered in place of an interrupted instruction, with the address of that instruction on
   top of the stack, below the red zone of whatever was interrupted (System V ABI, 3.2.2):

     the interrupted stack pointer ->
           128 bytes of red zone
           interrupted program counter   <- rsp on entry
           flags, 15 general registers
           the other registers, at a multiple of 64: by xsavec, or on processors
           without by xsave, or without that by fxsave (processor.c)

   The worker goes on with the state of a function that has just been called: an empty x87
   stack and default control words, clear upper halves, string operations forward. */

        .set    XSAVE_LEGACY, 512
        .set    RED_ZONE, 128
        .set    SAVER_XSAVE, 1

        .section .rodata
        .align  4
default_mxcsr:
        .long   0x1f80

        .text
/* zone: the bytes below the interrupted stack pointer that are left alone. full: all
   registers are saved; otherwise, of the vector registers, only the xmm registers.
   resets: the worker goes on with the state of a function that has just been called. */
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
        subq    trampoline_state_bytes(%rip), %rsp
        andq    $-64, %rsp
        .if     \full
        /* xrstor faults on a header (Intel SDM 1, 13.4.2) that is not clean. */
        xorl    %eax, %eax
        .irp    word, 0, 1, 2, 3, 4, 5, 6, 7
        movq    %rax, XSAVE_LEGACY + 8 * \word(%rsp)
        .endr
        movl    trampoline_components(%rip), %eax
        movl    trampoline_components + 4(%rip), %edx
        cmpl    $SAVER_XSAVE, trampoline_saver(%rip)
        ja      .Lxsavec\@
        je      .Lxsave\@
        fxsave64 (%rsp)
        jmp     .Lsaved\@
.Lxsave\@:
        xsave64 (%rsp)
        jmp     .Lsaved\@
.Lxsavec\@:
        xsavec64 (%rsp)
.Lsaved\@:
        .else
        .irp    n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
        movups  %xmm\n, 16 * \n(%rsp)
        .endr
        .endif
        .if     \resets
        cld
        fninit
        ldmxcsr default_mxcsr(%rip)
        cmpl    $0, trampoline_has_avx(%rip)
        je      .Lclear\@
        vzeroupper
.Lclear\@:
        .endif
        call    trampoline_capture
        .if     \full
        cmpl    $SAVER_XSAVE, trampoline_saver(%rip)
        jb      .Lfxrstor\@
        movl    trampoline_components(%rip), %eax
        movl    trampoline_components + 4(%rip), %edx
        xrstor64 (%rsp)
        jmp     .Lrestored\@
.Lfxrstor\@:
        fxrstor64 (%rsp)
.Lrestored\@:
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
