/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_NOTICE_PARTS_H
#define SOUK_NOTIFY_NOTICE_PARTS_H

#include <stdbool.h>

#include "lib/notify/notice.h"

/* What the files about notices share; all of it in a WRITE transaction. */

struct notice_plan {		/* ways in the order to try, each once */
	enum notice_way	 ways[NOTICE_WAY__MAX];
	size_t		 count;
};
bool		 plan_has(const struct notice_plan *, enum notice_way);
void		 plan_add(struct notice_plan *, enum notice_way);
/* NOTICE_WAY__MAX: no such. */
enum notice_way	 notice_way_find(const char *name);
/* A line each, as they are stored; and back. */
const char	*plan_text(struct arena *, const struct notice_plan *);
void		 plan_read(struct arena *, const char *,
		    struct notice_plan *);

/* A notice as its row has it. */
struct notice {
	const char			*id, *brand_id, *user_id;
	const char			*topic, *subject, *subject_id;
	enum mail_template		 template;
	enum locale			 locale;
	const char			*email, *phone;		/* NULL */
	const struct mail_field		*fields;	/* NULL: gone */
	struct notice_plan		 plan;
	bool				 is_open;
	int64_t				 created_at;
	/* Of its tries. */
	unsigned			 tried;		/* bits of ways */
	int64_t				 places;
};
/* notice_row.c */
enum outcome	 notice_load(struct act *, const char *id, struct notice *);
enum outcome	 notice_insert(struct act *, const struct notice *);
struct notice_try {
	enum notice_way	 way;
	const char	*state, *ref, *reason;	/* NULL */
};
enum outcome	 notice_try_put(struct act *, struct notice *,
		    const struct notice_try *);
/* Over: told by that way, or dead (NULL).  kept: what it says stays, for it may
 * yet have to be told again. */
enum outcome	 notice_end(struct act *, const char *id,
		    const char *told_by, bool kept);
enum outcome	 notice_state_put(struct act *, const char *id,
		    const char *state, int64_t due);

/*
 * Begins a way: *ref is what goes (a mail, a message, a text), or NULL where
 * it cannot, for that reason.  What it wrote stays only with a ref.
 */
struct notice_begun { const char *ref, *reason; };
typedef enum outcome notice_begin(struct act *, const struct notice *,
		    struct notice_begun *);
struct notice_path {
	notice_begin	*begin;
	bool		 wakes;		/* people: waits for quiet hours to
					   end, and to be delivered */
};
extern const struct notice_path	notice_paths[NOTICE_WAY__MAX];

notice_begin	 notice_by_whatsapp;		/* notice_wa.c */
bool		 notice_wa_is_on(struct act *, const char *brand_id);
enum outcome	 notice_wa_hold(struct act *, const struct notice *,
		    const char *ref, bool *held);
/* The mail that says the same (notice_way.c), and what it is told. */
struct mail_rendered;
enum outcome	 notice_render(struct act *, const struct notice *,
		    struct mail_rendered *);
const char	*mail_field_text(const struct mail_field *,
		    const char *name);		/* NULL: not told */

/* notice_go.c: the next of its ways, until one begins or none is left. */
enum outcome	 notice_go(struct act *, const char *id);
/* No way is left: who took it, or who may have, has been told. */
enum outcome	 notice_rest(struct act *, const struct notice *);
/* notice_look.c: the job looks at that try then; place 0: begins the next. */
enum outcome	 notice_look_at(struct act *, const char *id, int64_t place,
		    int64_t due);
/* So long has a message or text to arrive. */
int64_t		 notice_wait(const struct act *);
/*
 * notice_fate.c: what became of a mail, message or text: "sent", "delivered",
 * "read", "failed"; "doubt": nobody knows; "waiting": it goes again.  reason
 * NULL: none.  Of one that tells of no notice nothing comes.
 */
enum outcome	 notice_fate(struct act *, const char *ref, const char *state,
		    const char *reason);

/* wish_agree.c: before these of the actor's are stored. */
enum outcome	 wish_agree(struct act *, const char *phone,
		    const struct value *topics, const struct notice_plan *);
/* wish.c: how they want to hear of a topic; user NULL: by mail. */
enum outcome	 wish_plan(struct act *, const char *user_id,
		    const char *topic, struct notice_plan *);
/* quiet.c: when they may be woken: now, or later. */
enum outcome	 quiet_until(struct act *, const char *user_id, int64_t *due);
/* Of wish_fields, the actor's own: as they are, and as they will be. */
enum outcome	 quiet_read(struct act *, struct record *wishes);
enum outcome	 quiet_change(struct act *, const struct record *in);
/* bell.c */
enum outcome	 bell_put(struct act *, const struct notice *,
		    const char *link);

#endif
