/* SPDX-License-Identifier: ISC */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/db/db.h"
#include "lib/ops/ops.h"
#include "lib/watch/sample.h"

#define MIB		(INT64_C(1) << 20)
#define ESTABLISHED	1		/* in /proc/net/tcp */
#define WARM		(30 * CLOCK_MINUTE)	/* until a process is grown up */
#define LEAST_SPAN	CLOCK_HOUR	/* to tell how it grows */

static void
disk_sample(struct act *act, struct record *sample)
{
	struct statvfs	 v;

	if (statvfs(act->config->home, &v) != 0 || v.f_blocks == 0)
		return;
	record_set_int(sample, SAMPLE_DISK_BYTES,
	    (int64_t)(v.f_bavail * v.f_frsize));
	record_set_int(sample, SAMPLE_DISK_PERCENT,
	    (int64_t)(v.f_bavail * 100 / v.f_blocks));
}

static void
load_sample(struct record *sample)
{
	double	 load;

	if (getloadavg(&load, 1) == 1)
		record_set_int(sample, SAMPLE_LOAD, (int64_t)(load * 100));
}

/* Lines of a table of the kernel: local address:port, remote, state. */
static int64_t
connections_in(const char *path, int64_t port)
{
	char		 line[512];
	FILE		*f = fopen(path, "re");
	unsigned	 local, state;
	int64_t		 n = 0;

	if (f == NULL)
		return 0;
	while (fgets(line, sizeof(line), f) != NULL)
		/* NOLINTNEXTLINE(cert-err34-c): the kernel's own numbers. */
		if (sscanf(line, " %*d: %*[0-9A-F]:%x %*[0-9A-F]:%*x %x",
		    &local, &state) == 2 && local == (unsigned)port &&
		    state == ESTABLISHED)
			n++;
	fclose(f);
	return n;
}

void
machine_sample(struct act *act, struct record *sample)
{
	const int64_t	 port = act->config->port;
	int		 days;

	disk_sample(act, sample);
	load_sample(sample);
	record_set_int(sample, SAMPLE_WAL, db_wal_bytes(act->db) / MIB);
	record_set_int(sample, SAMPLE_CONNECTIONS,
	    connections_in("/proc/net/tcp", port) +
	    connections_in("/proc/net/tcp6", port));
	if (certificate_days(act, &days))
		record_set_int(sample, SAMPLE_CERTIFICATE, days);
}

/* ---- with the last look --------------------------------------------------------- */

/* What a process was like once it had grown up. */
struct base { int64_t pid, start, at, kib, ticks; };
#define BASE_NUMBERS	5

struct look {
	int64_t			 now;
	struct base		 before[PROCESSES_MAX];
	int			 count;
	struct process_seen	 seen[PROCESSES_MAX];
	int			 seen_count;
	struct buf		 text;		/* for the next look */
	int64_t			 cpu_ticks, kib, growth_mb;
};

static const struct base *
base_find(const struct look *l, const struct process_seen *p)
{
	for (int i = 0; i < l->count; i++)
		if (l->before[i].pid == p->pid &&
		    l->before[i].start == p->start)
			return &l->before[i];
	return NULL;
}

/* Since boot, as the start of a process is told. */
static int64_t
boot_ms(void)
{
	struct timespec	 t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Before it has grown up, growing is what it should do. */
static void
process_look(struct look *l, const struct process_seen *p)
{
	const struct base	*b = base_find(l, p);
	struct base		 next = { p->pid, p->start, l->now, p->kib,
		p->ticks };
	const int64_t		 age = l->now - p->start * 1000 /
		sysconf(_SC_CLK_TCK);
	int64_t			 growth;

	l->kib += p->kib;
	l->cpu_ticks += b == NULL ? 0 : p->ticks - b->ticks;
	if (b != NULL && age >= WARM && b->at - p->start * 1000 /
	    sysconf(_SC_CLK_TCK) >= WARM) {
		next.at = b->at;
		next.kib = b->kib;
		growth = l->now - b->at < LEAST_SPAN ? 0 : (p->kib - b->kib) *
		    CLOCK_HOUR / (l->now - b->at) / 1024;
		if (growth > l->growth_mb)
			l->growth_mb = growth;
	}
	buf_printf(&l->text, "%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64
	    " %" PRId64 "\n", next.pid, next.start, next.at, next.kib,
	    next.ticks);
}

static enum outcome
processes_compare(struct act *act, struct record *sample)
{
	struct look	*l = arena_alloc(act->arena, sizeof(*l));
	const char	*text;
	enum outcome	 e;

	if ((e = state_read(act, "processes", &text)) != SOUK_OK)
		return e;
	l->now = boot_ms();
	l->count = state_numbers(text, (int64_t *)l->before,
	    PROCESSES_MAX * BASE_NUMBERS) / BASE_NUMBERS;
	l->seen_count = processes_read(l->seen);
	buf_init(&l->text, act->arena, 1024);
	for (int i = 0; i < l->seen_count; i++)
		process_look(l, &l->seen[i]);
	record_set_int(sample, SAMPLE_MEMORY, l->kib / 1024);
	record_set_int(sample, SAMPLE_GROWTH, l->growth_mb);
	if (l->count > 0)
		record_set_int(sample, SAMPLE_CPU, l->cpu_ticks * 1000 /
		    sysconf(_SC_CLK_TCK));
	return state_write(act, "processes", l->text.p);
}

/* How far the wall clock is from the other one, which nobody sets. */
static enum outcome
clock_compare(struct act *act, struct record *sample)
{
	const int64_t	 boot = boot_ms();
	int64_t		 n[2], by;
	const char	*text;
	enum outcome	 e;

	if ((e = state_read(act, "clock", &text)) != SOUK_OK)
		return e;
	/* After a start of the machine there is nothing to compare with. */
	if (state_numbers(text, n, 2) == 2 && n[1] <= boot) {
		by = (act->now - n[0]) - (boot - n[1]);
		record_set_int(sample, SAMPLE_CLOCK, llabs(by) / 1000);
	}
	return state_write(act, "clock", arena_printf(act->arena,
	    "%" PRId64 " %" PRId64, act->now, boot));
}

enum outcome
machine_compare(struct act *act, struct record *sample)
{
	enum outcome	 e = processes_compare(act, sample);

	return e == SOUK_OK ? clock_compare(act, sample) : e;
}
