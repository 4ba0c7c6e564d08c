/* AddressSanitizer keeps track of the stack in use and has to be told when it changes
 * (sanitizer/common_interface_defs.h). Without it these functions do nothing. */
#ifndef PREEMPT_LAB_SANITIZER_H
#define PREEMPT_LAB_SANITIZER_H

#include <stddef.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/common_interface_defs.h>

/* Before a switch to the given stack. `keep` receives what is to be handed to
 * sanitizer_arrived when the caller is resumed; NULL if it never will be. */
static inline void sanitizer_leaving(void **keep, const void *low, size_t bytes) {
  __sanitizer_start_switch_fiber(keep, low, bytes);
}

/* After a switch; tells whose stack the switch came from. */
static inline void sanitizer_arrived(void *kept, const void **low, size_t *bytes) {
  __sanitizer_finish_switch_fiber(kept, low, bytes);
}
#else
static inline void sanitizer_leaving(void **keep, const void *low, size_t bytes) {
  (void)keep, (void)low, (void)bytes;
}

static inline void sanitizer_arrived(void *kept, const void **low, size_t *bytes) {
  (void)kept, (void)low, (void)bytes;
}
#endif

#endif
