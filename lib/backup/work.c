/* SPDX-License-Identifier: ISC */
#include <signal.h>
#include <stdarg.h>

#include "lib/backup/copy.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"

#define EXTEND_US	(10 * 1000000)

static bool
goes_on(void *work)
{
	return work_goes_on(work);
}

static void
list_open(struct list *l, struct arena *arena)
{
	*l = (struct list){ .p = arena_alloc(arena, LIST_MAX) };
}

void
work_open(struct work *w, struct act *act, const struct job *job)
{
	*w = (struct work){ .act = act, .job = job,
		.extended = clock_monotonic_us() };
	w->patience = (struct db_patience){ goes_on, w };
	codec_open(&w->codec, act->arena, act->config->backup_key);
	w->stored = arena_alloc(act->arena, STORED_MAX);
	w->plain = arena_alloc(act->arena, CHUNK_MAX);
	list_open(&w->copy, act->arena);
	list_open(&w->part, act->arena);
	list_open(&w->copy_before, act->arena);
	list_open(&w->part_before, act->arena);
}

bool
work_fails(struct work *w, const char *format, ...)
{
	va_list	 ap;

	va_start(ap, format);
	vsnprintf(w->why, sizeof(w->why), format, ap);
	va_end(ap);
	return false;
}

/* A program that keeps SIGTERM back to end in peace has been sent one. */
static bool
told_to_end(void)
{
	sigset_t	 set;

	return sigpending(&set) == 0 && sigismember(&set, SIGTERM) == 1;
}

bool
work_goes_on(struct work *w)
{
	const int64_t	 now = clock_monotonic_us();

	if (told_to_end())
		return work_fails(w, "told to end");
	if (w->job == NULL || now - w->extended < EXTEND_US)
		return true;
	w->extended = now;
	/* Busy or not: only who lost the job has to stop. */
	return queue_extend(w->act, w->job) != SOUK_NOT_FOUND ||
	    work_fails(w, "taken over by another");
}
