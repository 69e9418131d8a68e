/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_WORKERS_H
#define SOUK_TESTS_HTTP_WORKERS_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/http/process.h"
#include "tests/http/suite.h"

/* The processes below the shop's supervisor, and what they hold. */
#define WORKERS_MAX	32

struct worker { pid_t pid; long resident; };	/* in KiB */
struct workers { struct worker list[WORKERS_MAX]; int count; };

static inline bool
worker_is(const char *pid, const char *name)
{
	char	 path[300], comm[64] = "", *text;
	int	 parent = 0;

	snprintf(path, sizeof(path), "/proc/%s/stat", pid);
	text = file_read(path);
	sscanf(text, "%*d (%63[^)]) %*c %d", comm, &parent);
	free(text);
	return parent == shop_supervisor() && strcmp(comm, name) == 0;
}

static inline long
worker_resident(pid_t pid)
{
	char	 path[64], *text;
	const char *at;
	long	 kib = 0;

	snprintf(path, sizeof(path), "/proc/%d/status", pid);
	text = file_read(path);
	if ((at = strstr(text, "VmRSS:")) != NULL)
		kib = strtol(at + strlen("VmRSS:"), NULL, 10);
	free(text);
	return kib;
}

static inline struct workers
workers_look(const char *name)
{
	struct workers	 w = { .count = 0 };
	struct dirent	*e;
	DIR		*proc = opendir("/proc");
	pid_t		 pid;

	ck_assert_ptr_nonnull(proc);
	while ((e = readdir(proc)) != NULL && w.count < WORKERS_MAX) {
		pid = (pid_t)strtol(e->d_name, NULL, 10);
		if (pid > 0 && worker_is(e->d_name, name))
			w.list[w.count++] = (struct worker){ pid,
			    worker_resident(pid) };
	}
	closedir(proc);
	return w;
}

/* How long it took until all souk-web of before are gone, and as many others
 * are there. */
#define WORKERS_RENEWED_MS	SOON_MS

static inline int64_t
workers_renewed(const struct workers *before)
{
	int64_t		 began = now_ms();
	struct workers	 now;
	bool		 same;

	do {
		pause_ms(20);
		now = workers_look("souk-web");
		same = now.count != before->count;
		for (int i = 0; i < now.count; i++)
			for (int k = 0; k < before->count; k++)
				if (now.list[i].pid == before->list[k].pid)
					same = true;
	} while (same && now_ms() - began < WORKERS_RENEWED_MS);
	return now_ms() - began;
}

#endif
