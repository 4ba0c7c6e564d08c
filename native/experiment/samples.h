/* Figures that are measured in turns, so that a drift of the machine affects all
 * alike. */
#ifndef PREEMPT_LAB_SAMPLES_H
#define PREEMPT_LAB_SAMPLES_H

enum { MOST_SAMPLES = 8192 };

struct samples {
  unsigned count;
  double values[MOST_SAMPLES];
};

/* Adds one sample; none beyond MOST_SAMPLES. */
void samples_add(struct samples *samples, double value);

/* The value below which a given share of the samples lies, from 0 to 1; 0 when there are
 * none. Sorts them. */
double samples_quantile(struct samples *samples, double share);

#endif
