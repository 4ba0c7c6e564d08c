#include "samples.h"

#include <stdlib.h>

void samples_add(struct samples *samples, double value) {
  if (samples->count < MOST_SAMPLES)
    samples->values[samples->count++] = value;
}

static int ascending(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

double samples_quantile(struct samples *samples, double share) {
  if (samples->count == 0)
    return 0;
  qsort(samples->values, samples->count, sizeof *samples->values, ascending);
  return samples->values[(unsigned)(share * (samples->count - 1))];
}
