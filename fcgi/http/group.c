/* SPDX-License-Identifier: ISC */
/*
 * Writes that wait together are committed together: one sync of the disk for
 * all of them.  Once a write has done its work, and before its COMMIT, those
 * that already wait are taken in, one after the other, each in a savepoint of
 * its own, so that a refusal undoes its own work only.
 *
 * Nobody is answered before the COMMIT.  If that fails everybody is told that
 * the shop is busy, also who was refused: it may have been by what now has
 * never been.  What is no plain write is set aside, untouched, and ends the
 * group; whoever hands over the requests serves it alone.
 */
#include <setjmp.h>
#include <stdlib.h>

#include "fcgi/http/server.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"

#define MEMBERS		(HTTP_GROUP - 1)	/* beside the first */
#define GATHER_BYTES	((size_t)4 << 20)	/* of memory, in all */

struct member {
	struct room	 room;
	struct exchange	 x;
	struct pending	*pending;
	enum outcome	 e;
	bool		 exhausted;
};

struct group {
	struct source	 source;
	struct member	 members[MEMBERS];
	int		 count;
	int		 lost;		/* so many were rolled back */
};

bool
server_take_from(struct server *s, const struct source *source)
{
	group_free(s->group);
	if ((s->group = calloc(1, sizeof(*s->group))) == NULL)
		return false;
	s->group->source = *source;
	for (int i = 0; i < MEMBERS; i++)
		if (!room_open(&s->group->members[i].room))
			return false;
	return true;
}

bool
group_joins(const struct route *route)
{
	return route->tx == TX_WRITE && !(route->flags & ROUTE_UPLOAD);
}

enum outcome
gate_group(struct exchange *x)
{
	if (x->joined && !group_joins(x->req.route))
		x->set_aside = x->answered = true;
	return SOUK_OK;
}

/* What an earlier try of the transaction took in went with it. */
void
group_begin(struct server *s)
{
	if (s->group != NULL)
		s->group->lost = s->group->count;
}

/* False: none after this one. */
static bool
member_run(struct server *s, struct member *m)
{
	jmp_buf	 guard;

	room_clear(&m->room);
	m->x.set_aside = false;
	arena_guard(m->room.arena, &guard);
	if ((m->exhausted = setjmp(guard) != 0)) {
		db_try_end(s->db);
		room_clear(&m->room);
	} else
		m->e = exchange_run(&m->x, s, &m->room, &m->pending->head);
	arena_guard(m->room.arena, NULL);
	return !m->x.set_aside;
}

void
group_gather(struct server *s)
{
	struct group	*g = s->group;
	struct member	*m;
	size_t		 bytes = 0;
	int64_t		 until;
	bool		 more = true;

	if (g == NULL)
		return;
	until = clock_monotonic_us() + g->source.us;
	db_join(s->db, true);
	while (more && g->count < MEMBERS && bytes < GATHER_BYTES &&
	    clock_monotonic_us() < until) {
		m = &g->members[g->count];
		if ((m->pending = g->source.next(g->source.io)) == NULL)
			break;
		g->count++;
		more = member_run(s, m);
		bytes += arena_used(m->room.arena);
	}
	db_join(s->db, false);
}

void
group_end(struct server *s, enum outcome e)
{
	struct group	*g = s->group;

	if (g == NULL || g->count == 0 || e == SOUK_OK)
		return;
	g->lost = g->count;
	s->settings_at = UINT64_MAX;	/* may have been read from inside */
}

static void
member_answer(struct member *m, bool lost)
{
	jmp_buf	 guard;

	m->pending->set_aside = m->x.set_aside && !m->exhausted;
	if (m->pending->set_aside)
		return;
	arena_guard(m->room.arena, &guard);
	if (m->exhausted || setjmp(guard) != 0) {
		reply_exhausted(&m->pending->reply);
		return;
	}
	if (lost) {
		m->x.req.act.problem = (struct problem){ .message = NULL };
		m->e = SOUK_BUSY;
	}
	exchange_answer(&m->x, m->e, &m->pending->reply);
	arena_guard(m->room.arena, NULL);
}

void
group_answer(struct server *s)
{
	struct group	*g = s->group;

	if (g == NULL)
		return;
	for (int i = 0; i < g->count; i++)
		member_answer(&g->members[i], i < g->lost);
	g->count = g->lost = 0;
}

void
group_rest(struct group *g)
{
	for (int i = 0; g != NULL && i < MEMBERS; i++)
		room_clear(&g->members[i].room);
}

void
group_free(struct group *g)
{
	for (int i = 0; g != NULL && i < MEMBERS; i++)
		room_close(&g->members[i].room);
	free(g);
}
