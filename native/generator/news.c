#define _GNU_SOURCE
#include "news.h"

#include <linux/futex.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

void news_tell(struct news *news) {
  atomic_fetch_add(&news->told, 1);
  if (atomic_load(&news->sleepers) > 0)
    syscall(SYS_futex, &news->told, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

void news_await(struct news *news, uint32_t heard, const struct timespec *limit) {
  atomic_fetch_add(&news->sleepers, 1);
  syscall(SYS_futex, &news->told, FUTEX_WAIT_PRIVATE, heard, limit, NULL, 0);
  atomic_fetch_sub(&news->sleepers, 1);
}
