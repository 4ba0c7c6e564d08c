#define _GNU_SOURCE
#include "stack_pool.h"

#include <errno.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include "frame.h"
#include "insist.h"

static const size_t DEFAULT_BYTES = (size_t)2 << 20;

/* Lies at the end of a stack that is not in use. */
struct idle_stack {
  struct idle_stack *next;
};

struct stack_pool {
  pthread_mutex_t mutex; /* only schedulers lock it, never a task */
  size_t stack_bytes;
  size_t guard_bytes;
  unsigned most;
  struct idle_stack *idle;
  struct stack_pool_counts counts;
};

static size_t page_bytes(void) { return (size_t)sysconf(_SC_PAGESIZE); }

static size_t whole_pages(size_t bytes) {
  size_t page = page_bytes();
  return (bytes + page - 1) / page * page;
}

size_t stack_pool_least_bytes(void) {
  return whole_pages(2 * frame_of_signal()) + page_bytes();
}

static struct idle_stack *idle_in(const struct stack_pool *pool, char *low) {
  return (struct idle_stack *)(low + pool->stack_bytes) - 1;
}

static char *low_of(const struct stack_pool *pool, struct idle_stack *idle) {
  return (char *)(idle + 1) - pool->stack_bytes;
}

/* The memory below stays inaccessible: an overflow faults instead of writing
 * elsewhere. */
static struct idle_stack *make_stack(struct stack_pool *pool) {
  size_t bytes = pool->guard_bytes + pool->stack_bytes;
  int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK;
  char *mapped = mmap(NULL, bytes, PROT_NONE, flags, -1, 0);
  if (mapped == MAP_FAILED)
    return NULL;
  char *low = mapped + pool->guard_bytes;
  if (mprotect(low, pool->stack_bytes, PROT_READ | PROT_WRITE) != 0) {
    munmap(mapped, bytes);
    errno = ENOMEM;
    return NULL;
  }
  pool->counts.made++;
  return idle_in(pool, low);
}

static void put_back(struct stack_pool *pool, struct idle_stack *stack) {
  stack->next = pool->idle;
  pool->idle = stack;
}

static void unmap_idle(struct stack_pool *pool) {
  for (struct idle_stack *stack = pool->idle, *next; stack != NULL; stack = next) {
    next = stack->next;
    munmap(low_of(pool, stack) - pool->guard_bytes,
           pool->guard_bytes + pool->stack_bytes);
  }
}

static struct stack_pool *map_pool(void) {
  struct stack_pool *pool = mmap(NULL, sizeof *pool, PROT_READ | PROT_WRITE,
                                 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return pool == MAP_FAILED ? NULL : pool;
}

struct stack_pool *stack_pool_new(const struct stack_pool_options *options) {
  size_t bytes = options->stack_bytes == 0 ? DEFAULT_BYTES : options->stack_bytes;
  if (bytes < stack_pool_least_bytes()) {
    errno = EINVAL;
    return NULL;
  }
  struct stack_pool *pool = map_pool();
  if (pool == NULL)
    return NULL;
  pthread_mutex_init(&pool->mutex, NULL);
  pool->stack_bytes = whole_pages(bytes);
  pool->guard_bytes = whole_pages(frame_reach());
  pool->most = options->most;
  for (unsigned i = 0; i < options->ahead; i++) {
    struct idle_stack *stack = make_stack(pool);
    if (stack == NULL) {
      stack_pool_delete(pool);
      errno = ENOMEM;
      return NULL;
    }
    put_back(pool, stack);
  }
  return pool;
}

static struct idle_stack *take_idle(struct stack_pool *pool) {
  if (pool->most != 0 && pool->counts.in_use >= pool->most) {
    errno = EAGAIN;
    return NULL;
  }
  struct idle_stack *stack = pool->idle;
  if (stack == NULL)
    return make_stack(pool);
  pool->idle = stack->next;
  return stack;
}

struct stack stack_pool_take(struct stack_pool *pool) {
  struct stack taken = {NULL, pool->stack_bytes};
  pthread_mutex_lock(&pool->mutex);
  struct idle_stack *stack = take_idle(pool);
  if (stack != NULL) {
    taken.low = low_of(pool, stack);
    unsigned in_use = ++pool->counts.in_use;
    if (in_use > pool->counts.most_in_use)
      pool->counts.most_in_use = in_use;
  }
  pthread_mutex_unlock(&pool->mutex);
  return taken;
}

void stack_pool_give(struct stack_pool *pool, struct stack stack) {
  pthread_mutex_lock(&pool->mutex);
  put_back(pool, idle_in(pool, stack.low));
  pool->counts.in_use--;
  pthread_mutex_unlock(&pool->mutex);
}

size_t stack_pool_guard_bytes(const struct stack_pool *pool) { return pool->guard_bytes; }

struct stack_pool_counts stack_pool_count(struct stack_pool *pool) {
  pthread_mutex_lock(&pool->mutex);
  struct stack_pool_counts counts = pool->counts;
  pthread_mutex_unlock(&pool->mutex);
  return counts;
}

void stack_pool_delete(struct stack_pool *pool) {
  insist(pool->counts.in_use == 0, "a pool is deleted with stacks in use");
  unmap_idle(pool);
  pthread_mutex_destroy(&pool->mutex);
  munmap(pool, sizeof *pool);
}
