#include "stall.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Reads a file in a thread's folder in /proc; gives an empty text if the thread is
 * gone. */
static void read_file(pid_t pid, pid_t tid, const char *name, char *text, size_t size) {
  char path[64];
  text[0] = '\0';
  snprintf(path, sizeof path, "/proc/%d/task/%d/%s", pid, tid, name);
  FILE *file = fopen(path, "re");
  if (file == NULL)
    return;
  text[fread(text, 1, size - 1, file)] = '\0';
  fclose(file);
}

/* The state is in proc(5), stat, after the name in parentheses; schedstat is described in
 * the kernel's Documentation/scheduler/sched-stats.rst. A kernel that does not count says
 * 0. */
static struct stall_thread read_thread(pid_t pid, pid_t tid) {
  struct stall_thread thread = {.tid = tid};
  char text[256];
  read_file(pid, tid, "schedstat", text, sizeof text);
  sscanf(text, "%" SCNu64 " %" SCNu64, &thread.ran_ns, &thread.waited_ns);
  read_file(pid, tid, "stat", text, sizeof text);
  const char *name_end = strrchr(text, ')');
  thread.runnable = name_end != NULL && strncmp(name_end, ") R", 3) == 0;
  return thread;
}

static int read_threads(pid_t pid, struct stall_thread *threads) {
  char path[32];
  snprintf(path, sizeof path, "/proc/%d/task", pid);
  DIR *folder = opendir(path);
  if (folder == NULL)
    return 0;
  int count = 0;
  struct dirent *entry;
  while (count < STALL_THREADS && (entry = readdir(folder)) != NULL) {
    pid_t tid = (pid_t)atoi(entry->d_name);
    if (tid != 0)
      threads[count++] = read_thread(pid, tid);
  }
  closedir(folder);
  return count;
}

/* How long a thread waited since the last look, `passed_ns` ago. For a thread in the
 * middle of a wait, the kernel tells only that nothing has changed. */
static uint64_t wait_ns(const struct stall *stall, const struct stall_thread *now,
                        uint64_t passed_ns) {
  for (int i = 0; i < stall->thread_count; i++) {
    const struct stall_thread *before = &stall->threads[i];
    if (before->tid != now->tid)
      continue;
    uint64_t waited = now->waited_ns - before->waited_ns;
    int unchanged = waited == 0 && now->ran_ns == before->ran_ns;
    int in_queue = now->runnable && unchanged && now->ran_ns != 0;
    return in_queue ? passed_ns : waited;
  }
  return now->waited_ns;
}

static uint64_t longest_wait_ns(struct stall *stall, uint64_t passed_ns) {
  struct stall_thread threads[STALL_THREADS];
  int count = read_threads(stall->pid, threads);
  uint64_t longest = 0;
  for (int i = 0; i < count; i++) {
    uint64_t wait = wait_ns(stall, &threads[i], passed_ns);
    longest = wait > longest ? wait : longest;
  }
  memcpy(stall->threads, threads, (size_t)count * sizeof *threads);
  stall->thread_count = count;
  return longest;
}

uint64_t stall_look(struct stall *stall, uint64_t now_ns, uint64_t pieces) {
  uint64_t passed = now_ns - stall->looked_at_ns;
  uint64_t waited = longest_wait_ns(stall, passed);
  stall->stalled_ns += passed > waited ? passed - waited : 0;
  if (pieces != stall->pieces)
    stall->stalled_ns = 0;
  stall->pieces = pieces;
  stall->looked_at_ns = now_ns;
  return stall->stalled_ns;
}
