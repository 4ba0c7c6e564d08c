/* Figures that are taken in turns, so that a drift of the machine meets all alike. */
#ifndef PREEMPT_LAB_SAMPLES_H
#define PREEMPT_LAB_SAMPLES_H

enum { MOST_SAMPLES = 8192 };

struct samples {
  unsigned count;
  double values[MOST_SAMPLES];
};

/* Takes one more; none beyond MOST_SAMPLES. */
void samples_add(struct samples *samples, double value);

/* The value below which a share of them lies, from 0 to 1; 0 when there are none. Sorts
 * them. */
double samples_quantile(struct samples *samples, double share);

#endif
