#include "frame.h"

#include "processor.h"

/* See trampoline.S. */
enum { RED_ZONE = 128, GENERAL_BYTES = 17 * 8, STATE_ALIGNMENT = 64 };

size_t frame_of_signal(void) { return RED_ZONE + processor_here()->signal_frame_bytes; }

size_t frame_of_trampoline(void) {
  return RED_ZONE + GENERAL_BYTES + STATE_ALIGNMENT + processor_here()->state_bytes;
}

size_t frame_reach(void) {
  size_t signal = frame_of_signal(), trampoline = frame_of_trampoline();
  return (signal > trampoline ? signal : trampoline) + FRAME_CAPTURE;
}
