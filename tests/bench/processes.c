/* SPDX-License-Identifier: ISC */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/load.h"

#define PROCESSES_MAX	256

/*
 * Time of children that have ended is not theirs any more, so no run may
 * outlive a worker.
 */
static pid_t
parent_of(pid_t pid)
{
	char	 path[64], line[512], *p;
	FILE	*f;
	int	 parent = 0;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	if ((f = fopen(path, "re")) == NULL)
		return 0;
	if (fgets(line, sizeof(line), f) != NULL &&
	    (p = strrchr(line, ')')) != NULL)
		sscanf(p, ") %*c %d", &parent);
	fclose(f);
	return parent;
}

static bool
is_among(pid_t pid, const pid_t *pids, int count)
{
	for (int i = 0; i < count; i++)
		if (pids[i] == pid)
			return true;
	return false;
}

static int
descendants(const pid_t *of, int count, pid_t all[PROCESSES_MAX])
{
	DIR		*d = opendir("/proc");
	struct dirent	*e;
	pid_t		 pids[4096], parents[4096];
	int		 n = 0, found = 0, before;

	while (d != NULL && n < 4096 && (e = readdir(d)) != NULL)
		if ((pids[n] = atoi(e->d_name)) > 0) {
			parents[n] = parent_of(pids[n]);
			n++;
		}
	if (d != NULL)
		closedir(d);
	for (int i = 0; i < count; i++)
		all[found++] = of[i];
	do {
		before = found;
		for (int i = 0; i < n && found < PROCESSES_MAX; i++)
			if (is_among(parents[i], all, found) &&
			    !is_among(pids[i], all, found))
				all[found++] = pids[i];
	} while (found > before);
	return found;
}

/* User and system, in nanoseconds: /proc/PID/stat counts in hundredths. */
static double
cpu_of(pid_t pid)
{
	char			 path[64];
	unsigned long long	 ns = 0;
	FILE			*f;

	snprintf(path, sizeof(path), "/proc/%d/schedstat", (int)pid);
	if ((f = fopen(path, "re")) == NULL)
		return 0;
	if (fscanf(f, "%llu", &ns) != 1)
		ns = 0;
	fclose(f);
	return (double)ns / 1e9;
}

double
processes_cpu(const pid_t *of, int count)
{
	pid_t	 all[PROCESSES_MAX];
	int	 n = descendants(of, count, all);
	double	 seconds = 0;

	for (int i = 0; i < n; i++)
		seconds += cpu_of(all[i]);
	return seconds;
}

static long
pss_of(pid_t pid)
{
	char	 path[64], line[256];
	long	 kib = 0;
	FILE	*f;

	snprintf(path, sizeof(path), "/proc/%d/smaps_rollup", (int)pid);
	if ((f = fopen(path, "re")) == NULL)
		return 0;
	while (fgets(line, sizeof(line), f) != NULL)
		if (sscanf(line, "Pss: %ld", &kib) == 1)
			break;
	fclose(f);
	return kib;
}

long
processes_pss(const pid_t *of, int count)
{
	pid_t	 all[PROCESSES_MAX];
	int	 n = descendants(of, count, all);
	long	 kib = 0;

	for (int i = 0; i < n; i++)
		kib += pss_of(all[i]);
	return kib;
}
