/* SPDX-License-Identifier: ISC */
/* proc(5): who is a child of the supervisor, or of one of its children. */
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/text.h"
#include "lib/watch/sample.h"


/* The text of a file below /proc; false: it is gone. */
static bool
line_read(int64_t pid, char *line, size_t size)
{
	char	 path[64];
	FILE	*f;
	size_t	 n;

	snprintf(path, sizeof(path), "/proc/%lld/stat", (long long)pid);
	if ((f = fopen(path, "re")) == NULL)
		return false;
	n = fread(line, 1, size - 1, f);
	fclose(f);
	line[n] = '\0';
	return n > 0;
}

/* Fields from the third on: behind the name, which may hold anything. */
static bool
stat_read(int64_t pid, struct process_seen *seen, int64_t *parent)
{
	char		 line[1024], state;
	const char	*p;
	long long	 ppid, utime, stime, start, pages;

	if (!line_read(pid, line, sizeof(line)) ||
	    (p = strrchr(line, ')')) == NULL)
		return false;
	/* NOLINTNEXTLINE(cert-err34-c): what the kernel writes fits. */
	if (sscanf(p + 1, " %c %lld %*d %*d %*d %*d %*u %*u %*u %*u %*u "
	    "%lld %lld %*d %*d %*d %*d %*d %*d %lld %*u %lld", &state, &ppid,
	    &utime, &stime, &start, &pages) != 6)
		return false;
	*parent = ppid;
	*seen = (struct process_seen){ .pid = pid, .start = start,
		.ticks = utime + stime,
		.kib = pages * (sysconf(_SC_PAGESIZE) / 1024) };
	return true;
}

static bool
is_among(const struct process_seen *all, int n, int64_t pid)
{
	for (int i = 0; i < n; i++)
		if (all[i].pid == pid)
			return true;
	return false;
}

/* Two turns: the workers of nginx are its children, not the supervisor's. */
static int
turn(struct process_seen all[PROCESSES_MAX], int n)
{
	struct process_seen	 seen;
	struct dirent		*entry;
	DIR			*dir = opendir("/proc");
	int64_t			 pid, parent;

	if (dir == NULL)
		return n;
	while (n < PROCESSES_MAX && (entry = readdir(dir)) != NULL)
		if (text_to_int(entry->d_name, &pid) &&
		    !is_among(all, n, pid) &&
		    stat_read(pid, &seen, &parent) &&
		    is_among(all, n, parent))
			all[n++] = seen;
	closedir(dir);
	return n;
}

int
processes_read(struct process_seen all[PROCESSES_MAX])
{
	int64_t	 parent;

	if (!stat_read(getppid(), &all[0], &parent))
		return 0;
	return turn(all, turn(all, 1));
}
