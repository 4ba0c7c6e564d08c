(-linkall
 -ccopt -Wl,--wrap=caml_garbage_collection
 -ccopt -Wl,--wrap=caml_handle_gc_interrupt
 -ccopt -Wl,--wrap=caml_poll_gc_work
 -ccopt -Wl,--wrap=caml_reset_young_limit
 -ccopt -Wl,--wrap=caml_enter_blocking_section
 -ccopt -Wl,--wrap=caml_leave_blocking_section
 -ccopt -Wl,--wrap=caml_callback_asm
 -ccopt -Wl,--wrap=caml_callback2_asm
 -ccopt -Wl,--wrap=caml_callback3_asm)
