/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "fcgi/http/server.h"

/* Prometheus text format 0.0.4, from the counters all workers share. */

typedef void write_route(struct buf *, const struct route *,
    const struct shared_route *);

static void
label(struct buf *b, const char *metric, const struct route *r)
{
	buf_printf(b, "%s{route=\"%s\",method=\"%s\"", metric,
	    r == NULL ? "" : r->path, r == NULL ? "" : method_name(r->method));
}

static void
write_count(struct buf *b, const struct route *r, const struct shared_route *c)
{
	for (int class = 1; class < 6; class++) {
		if (c->by_class[class] == 0)
			continue;
		label(b, "souk_requests_total", r);
		buf_printf(b, ",status=\"%dxx\"} %llu\n", class,
		    (unsigned long long)c->by_class[class]);
	}
}

static uint64_t
count_all(const struct shared_route *c)
{
	uint64_t	 n = 0;

	for (int class = 0; class < 6; class++)
		n += c->by_class[class];
	return n;
}

static void
write_duration(struct buf *b, const struct route *r,
    const struct shared_route *c)
{
	uint64_t	 n = 0;

	if (count_all(c) == 0)
		return;
	for (size_t i = 0; i < COUNT(c->us_le); i++) {
		n += c->us_le[i];
		label(b, "souk_request_duration_seconds_bucket", r);
		if (i + 1 == COUNT(c->us_le))
			buf_puts(b, ",le=\"+Inf\"");
		else
			buf_printf(b, ",le=\"%.6g\"",
			    (double)shared_le_us[i] / 1e6);
		buf_printf(b, "} %llu\n", (unsigned long long)n);
	}
	label(b, "souk_request_duration_seconds_sum", r);
	buf_printf(b, "} %.6f\n", (double)c->us_sum / 1e6);
	label(b, "souk_request_duration_seconds_count", r);
	buf_printf(b, "} %llu\n", (unsigned long long)n);
}

/* A row's counter stands at its place in the tables. */
static void
write_each(struct buf *b, const struct route_table *const *tables,
    const struct shared *shared, write_route *write)
{
	struct shared_route	 counts;
	int			 index = 0;

	for (; *tables != NULL; tables++)
		for (size_t i = 0; i < (*tables)->count; i++) {
			shared_route(shared, index++, &counts);
			write(b, &(*tables)->routes[i], &counts);
		}
	shared_route(shared, HTTP_UNMATCHED, &counts);
	write(b, NULL, &counts);
}

/*
 * Since the supervisor began, the parent of all workers: proc(5), the 22nd
 * field of stat, counted from behind the name, which may hold anything.
 */
static bool
parent_started(int64_t *ticks)
{
	char	 path[64], line[1024], *p;
	FILE	*f;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)getppid());
	if ((f = fopen(path, "re")) == NULL)
		return false;
	p = fgets(line, sizeof(line), f);
	fclose(f);
	if (p == NULL || (p = strrchr(line, ')')) == NULL)
		return false;
	for (int field = 2; field < 22; field++)
		if ((p = strchr(p + 1, ' ')) == NULL)
			return false;
	p[1 + strcspn(p + 1, " ")] = '\0';
	return text_to_int(p + 1, ticks);
}

static void
write_uptime(struct buf *b)
{
	struct timespec	 now;
	int64_t		 ticks;

	if (!parent_started(&ticks) || clock_gettime(CLOCK_BOOTTIME, &now) != 0)
		return;
	buf_printf(b, "# HELP souk_uptime_seconds Since the shop started.\n"
	    "# TYPE souk_uptime_seconds gauge\nsouk_uptime_seconds %lld\n",
	    (long long)(now.tv_sec - ticks / sysconf(_SC_CLK_TCK)));
}

void
metrics_write(struct buf *b, const struct route_table *const *tables,
    const struct shared *shared)
{
	buf_puts(b, "# HELP souk_requests_total Requests by route.\n"
	    "# TYPE souk_requests_total counter\n");
	write_each(b, tables, shared, write_count);
	buf_puts(b, "# HELP souk_request_duration_seconds Time to answer.\n"
	    "# TYPE souk_request_duration_seconds histogram\n");
	write_each(b, tables, shared, write_duration);
	write_uptime(b);
}
