#include "resident.h"

#include <stdio.h>
#include <unistd.h>

double resident_kib(void) {
  long pages = 0;
  FILE *statm = fopen("/proc/self/statm", "re");
  if (statm == NULL || fscanf(statm, "%*d %ld", &pages) != 1)
    pages = 0;
  if (statm != NULL)
    fclose(statm);
  return (double)(pages * (sysconf(_SC_PAGESIZE) / 1024));
}
