/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_SOAK_WATCH_H
#define SOUK_TESTS_FAULTS_SOAK_WATCH_H

#include "tests/faults/faults.h"

/*
 * What the shop's processes hold, by what they were started as: a reload
 * replaces them, so one that serves is compared with the one that served in
 * its place in another tenth of the run.
 */
#define TENTHS		10
#define ROLES		24

/* In hundredths, a mean of all that do the same; the least of all looks: who
 * has a big job now and then does not grow by it.  In the middle of each tenth,
 * and at its end. */
struct held { long kib, files; int looks; };
struct role { char name[48]; struct held in[TENTHS][2], now; };

static struct role	 roles[ROLES];
static int		 role_count;

static inline struct role *
role_of(const char *name)
{
	for (int i = 0; i < role_count; i++)
		if (strcmp(roles[i].name, name) == 0)
			return &roles[i];
	ck_assert_int_lt(role_count, ROLES);
	snprintf(roles[role_count].name, sizeof(roles[0].name), "%s", name);
	return &roles[role_count++];
}

static inline size_t
proc_read(pid_t pid, const char *what, char *to, size_t room)
{
	char	 path[64];
	FILE	*f;
	size_t	 n = 0;

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, what);
	if ((f = fopen(path, "re")) != NULL) {
		n = fread(to, 1, room - 1, f);
		fclose(f);
	}
	to[n] = '\0';
	return n;
}

/* "souk-web write": the program, and its pool or lane; "" if it has ended. */
static inline void
name_of(pid_t pid, char name[48])
{
	static const char	 variable[] = "SOUK_POOL=";
	char			 text[16384];
	const char		*pool = "";
	size_t			 n;

	if ((n = proc_read(pid, "cmdline", text, sizeof(text))) == 0)
		name[0] = '\0';
	else if (strncmp(text, "nginx: ", 7) == 0)
		snprintf(name, 48, "%.13s", text);
	else
		snprintf(name, 24, "%s", strrchr(text, '/') == NULL ? text :
		    strrchr(text, '/') + 1);
	if (strncmp(name, "souk-", 5) != 0)
		return;
	n = proc_read(pid, "environ", text, sizeof(text));
	for (const char *at = text; at < text + n; at += strlen(at) + 1)
		if (strncmp(at, variable, strlen(variable)) == 0)
			pool = at + strlen(variable);
	snprintf(name + strlen(name), 48 - strlen(name), " %.20s", pool);
}

static inline long
files_of(pid_t pid)
{
	struct dirent	*e;
	char		 path[64];
	long		 n = 0;
	DIR		*d;

	snprintf(path, sizeof(path), "/proc/%d/fd", pid);
	if ((d = opendir(path)) == NULL)
		return -1;
	while ((e = readdir(d)) != NULL)
		n += e->d_name[0] != '.';
	closedir(d);
	return n;
}

static inline pid_t
parent_of(pid_t pid)
{
	char	 path[64], *text;
	const char *at;
	int	 parent = 0;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	text = file_read(path);
	if ((at = strrchr(text, ')')) != NULL)
		sscanf(at, ") %*c %d", &parent);
	free(text);
	return parent;
}

static inline void
held_note(pid_t pid)
{
	long	 kib = worker_resident(pid), files = files_of(pid);
	char	 name[48];
	struct held	*held;

	name_of(pid, name);
	if (kib == 0 || files < 0 || name[0] == '\0')
		return;			/* ended meanwhile */
	held = &role_of(name)->now;
	held->kib += kib;
	held->files += files;
	held->looks++;
}

static inline long
lesser(const struct held *least, long before, long now)
{
	return least->looks > 0 && before < now ? before : now;
}

static inline void
looks_add(int tenth, int half)
{
	for (int i = 0; i < role_count; i++) {
		struct held	*least = &roles[i].in[tenth][half],
				*now = &roles[i].now;

		if (now->looks > 0) {
			least->kib = lesser(least, least->kib, now->kib *
			    100 / now->looks);
			least->files = lesser(least, least->files,
			    now->files * 100 / now->looks);
			least->looks++;
		}
		*now = (struct held){ 0 };
	}
}

/* The supervisor, its children and theirs. */
static inline void
shop_look(int tenth, int half)
{
	struct dirent	*e;
	DIR		*proc = opendir("/proc");
	pid_t		 pid, parent;

	ck_assert_ptr_nonnull(proc);
	while ((e = readdir(proc)) != NULL)
		if ((pid = (pid_t)strtol(e->d_name, NULL, 10)) > 0 &&
		    (pid == shop_supervisor() || (parent = parent_of(pid)) ==
		    shop_supervisor() || (parent > 1 && parent_of(parent) ==
		    shop_supervisor())))
			held_note(pid);
	closedir(proc);
	looks_add(tenth, half);
}

#endif
