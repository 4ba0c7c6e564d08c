/* News that a thread may sleep for and cannot miss: whoever has not heard the latest does
 * not fall asleep. */
#ifndef PREEMPT_LAB_NEWS_H
#define PREEMPT_LAB_NEWS_H

#include <stdatomic.h>
#include <stdint.h>
#include <time.h>

struct news {
  _Atomic uint32_t told; /* a futex that counts them */
  atomic_int sleepers;   /* spares the teller a system call when there are none */
};

static inline uint32_t news_heard(struct news *news) { return atomic_load(&news->told); }

/* Wakes those who sleep. Safe in a signal handler. */
void news_tell(struct news *news);

/* Sleeps until there is news beyond what was heard, or until the limit has passed; NULL:
 * no limit. */
void news_await(struct news *news, uint32_t heard, const struct timespec *limit);

#endif
