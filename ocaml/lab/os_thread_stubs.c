#define _GNU_SOURCE
#define CAML_INTERNALS
#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <caml/mlvalues.h>
#include <caml/signals.h>

value lab_os_thread_self(value unit) {
  (void)unit;
  return Val_int(gettid());
}

/* 0: sent; 1: no such thread; 2: refused. */
value lab_os_thread_send(value thread, value signal) {
  int number = caml_convert_signal_number(Int_val(signal));
  if (syscall(SYS_tgkill, getpid(), Int_val(thread), number) == 0)
    return Val_int(0);
  return Val_int(errno == ESRCH ? 1 : 2);
}
