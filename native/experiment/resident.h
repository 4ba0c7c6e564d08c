/* The resident memory of this process. */
#ifndef PREEMPT_LAB_RESIDENT_H
#define PREEMPT_LAB_RESIDENT_H

/* Its resident set (proc(5), /proc/pid/statm), in KiB; 0 when it cannot be read. */
double resident_kib(void);

#endif
