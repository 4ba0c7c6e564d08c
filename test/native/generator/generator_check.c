/* What generators and their stacks promise, one property per name given. Prints nothing
 * and leaves with 0 when it holds. */
#define _GNU_SOURCE
#include <errno.h>
#include <fenv.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <xmmintrin.h>

#include "native/generator/generator.h"
#include "native/generator/insist.h"
#include "properties.h"

static struct stack_pool *pool_of(struct stack_pool_options options) {
  struct stack_pool *pool = stack_pool_new(&options);
  insist(pool != NULL, "there is no pool");
  return pool;
}

static struct stack_pool *small_pool(void) {
  return pool_of((struct stack_pool_options){.stack_bytes = 64 << 10});
}

static char trace[64];
static void note(char what) { trace[strlen(trace)] = what; }

static void says(struct generator *self, void *letters) {
  for (const char *letter = letters; *letter != 0; letter++) {
    note(*letter);
    generator_yield(self);
  }
}

static void take_turns(void) {
  struct stack_pool *pool = small_pool();
  struct generator *one = generator_new(pool, says, "abc");
  struct generator *other = generator_new(pool, says, "xyz");
  insist(generator_state_of(one) == GENERATOR_NEW, "it is not new");
  for (int i = 0; i < 3; i++) {
    generator_resume(one);
    note('-');
    generator_resume(other);
  }
  insist(strcmp(trace, "a-xb-yc-z") == 0, "out of order");
  insist(generator_state_of(one) == GENERATOR_SUSPENDED, "it is not suspended");
  generator_resume(one);
  insist(generator_state_of(one) == GENERATOR_FINISHED, "it has not finished");
  generator_delete(one);
  generator_delete(other); /* in the middle of its body */
  insist(stack_pool_count(pool).in_use == 0, "a stack is missing");
  stack_pool_delete(pool);
}

static void outer(struct generator *self, void *inner) {
  generator_resume(inner);
  note('1');
  generator_yield(self);
  generator_resume(inner);
  note('2');
}

static void nest(void) {
  struct stack_pool *pool = small_pool();
  struct generator *inner = generator_new(pool, says, "ab");
  struct generator *around = generator_new(pool, outer, inner);
  generator_resume(around);
  note('-');
  generator_resume(around);
  insist(strcmp(trace, "a1-b2") == 0, "out of order");
}

static void *resume_on_thread(void *generator) {
  generator_resume(generator);
  return NULL;
}

static void move_to_another_thread(void) {
  struct generator *moves = generator_new(small_pool(), says, "ab");
  generator_resume(moves);
  pthread_t thread;
  pthread_create(&thread, NULL, resume_on_thread, moves);
  pthread_join(thread, NULL);
  insist(strcmp(trace, "ab") == 0, "out of order");
}

static void round_upward(struct generator *self, void *unused) {
  (void)unused;
  insist(fegetround() == FE_TONEAREST, "it did not start with the default rounding");
  fesetround(FE_UPWARD);
  generator_yield(self);
  insist(fegetround() == FE_UPWARD, "its rounding is lost");
}

static void floating_point_environment(void) {
  fesetround(FE_DOWNWARD);
  struct generator *rounds = generator_new(small_pool(), round_upward, NULL);
  for (int i = 0; i < 2; i++) {
    generator_resume(rounds);
    insist(fegetround() == FE_DOWNWARD && (_mm_getcsr() & 0x6000) == 0x2000,
           "its rounding leaks");
  }
}

static void pools_balance(void) {
  struct stack_pool *pool =
      pool_of((struct stack_pool_options){.stack_bytes = 1 << 16, .ahead = 2, .most = 3});
  insist(stack_pool_count(pool).made == 2, "they are not made ahead");
  struct stack stacks[3];
  for (int i = 0; i < 3; i++)
    stacks[i] = stack_pool_take(pool);
  insist(stacks[2].low != NULL, "it does not grow");
  insist(stack_pool_take(pool).low == NULL && errno == EAGAIN, "it grows too far");
  insist(generator_new(pool, says, "") == NULL && errno == EAGAIN, "and for generators");
  for (int i = 0; i < 3; i++)
    stack_pool_give(pool, stacks[i]);
  insist(stack_pool_take(pool).low == stacks[2].low, "the last is not used again");
  stack_pool_give(pool, stacks[2]);
  struct stack_pool_counts counts = stack_pool_count(pool);
  insist(counts.made == 3 && counts.in_use == 0 && counts.most_in_use == 3, "counts");
  stack_pool_delete(pool);
}

static void too_small(void) {
  struct stack_pool_options options = {.stack_bytes = stack_pool_least_bytes() - 1};
  insist(stack_pool_new(&options) == NULL && errno == EINVAL, "it is made");
}

static void too_many(void) {
  struct stack_pool_options options = {.stack_bytes = (size_t)1 << 45, .ahead = 64};
  insist(stack_pool_new(&options) == NULL && errno == ENOMEM, "they are made");
}

static void delete_in_use(void) {
  struct stack_pool *pool = small_pool();
  stack_pool_take(pool);
  stack_pool_delete(pool);
}

static struct generator *overflowing;

static volatile int digging = 1;

static int dig(volatile char *above) {
  volatile char frame[512];
  frame[0] = *above;
  return digging ? dig(frame) + frame[0] : 0;
}

static void overflow(struct generator *self, void *unused) {
  (void)self, (void)unused;
  char nothing = 0;
  dig(&nothing);
}

static void on_fault(int signal, siginfo_t *info, void *context) {
  (void)signal, (void)context;
  _exit(generator_overflowed(overflowing, info->si_addr) ? 0 : 1);
}

static void overflow_is_told(void) {
  static char alternate[1 << 16];
  stack_t stack = {.ss_sp = alternate, .ss_size = sizeof alternate};
  sigaltstack(&stack, NULL);
  struct sigaction action = {.sa_sigaction = on_fault,
                             .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigaction(SIGSEGV, &action, NULL);
  overflowing = generator_new(small_pool(), overflow, NULL);
  insist(!generator_overflowed(overflowing, &action), "that is no overflow");
  generator_resume(overflowing);
}

static void resumes_itself(struct generator *self, void *unused) {
  (void)unused;
  generator_resume(self);
}

static void resume_running(void) {
  generator_resume(generator_new(small_pool(), resumes_itself, NULL));
}

static void resume_finished(void) {
  struct generator *finished = generator_new(small_pool(), says, "");
  generator_resume(finished);
  generator_resume(finished);
}

static void yield_from_outside(void) {
  generator_yield(generator_new(small_pool(), says, ""));
}

static void deletes_itself(struct generator *self, void *unused) {
  (void)unused;
  generator_delete(self);
}

static void delete_running(void) {
  generator_resume(generator_new(small_pool(), deletes_itself, NULL));
}

static const struct property properties[] = {
    {"take-turns", take_turns},
    {"nest", nest},
    {"move-to-another-thread", move_to_another_thread},
    {"floating-point-environment", floating_point_environment},
    {"pools-balance", pools_balance},
    {"too-small", too_small},
    {"too-many", too_many},
    {"delete-in-use", delete_in_use},
    {"overflow-is-told", overflow_is_told},
    {"resume-running", resume_running},
    {"resume-finished", resume_finished},
    {"yield-from-outside", yield_from_outside},
    {"delete-running", delete_running},
    {NULL, NULL},
};

int main(int argc, char *argv[]) { return check_property(properties, argc, argv); }
