/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_ADMIN_INBOX_H
#define SOUK_PAGES_ADMIN_INBOX_H

#include "fcgi/pages/cards.h"
#include "fcgi/pages/office.h"
#include "lib/catalog/resource.h"
#include "lib/inbox/inbox.h"

/*
 * What the pages of messages and prospects share.  They are read as they come;
 * inbox.js, talk.js and write.js send what is changed to the API, and take what
 * others changed anew from the very same pages.
 */
#define TALKS_HERE	"/admin/messages"
#define TALKS_API	"/api/conversations"
#define MESSAGES_API	"/api/messages"
#define PROSPECTS_HERE	"/admin/prospects"
#define PROSPECTS_API	"/api/prospects"
#define LABELS_HERE	TALKS_HERE "/etiquettes"
#define LABELS_API	"/api/labels"
#define CANNED_HERE	TALKS_HERE "/reponses"
#define CANNED_API	"/api/canned-replies"
#define CONTACTS_API	"/api/admin/messages"

/* ---- lists (admin_inbox_list.c) ---------------------------------------------------- */

/* What the page was asked for with, as a filter: names are the API's, and what
 * is no choice is as if it were not there. */
struct record	*filter_of(const struct page *, const struct fieldset *);
/* The same as a query behind a path. */
const char	*filter_path(const struct page *, const char *path,
		    const struct fieldset *);
/* The text of a value; NULL unless set. */
const char	*text_of(const struct record *, int field);
/* The name of one of the staff; "" for nobody that is known. */
struct staff { struct colleague *list; size_t count; };
enum outcome	 staff_load(const struct page *, struct staff *);
const char	*staff_name(const struct staff *, const char *id);
/* <option>s. */
void		 staff_options(const struct page *, const struct staff *,
		    const char *chosen);

/* A list of conversations; current: the one that is open, NULL.  With a path it
 * follows what comes in. */
enum outcome	 talks_put(const struct page *, const struct record *filter,
		    const struct staff *, const char *current,
		    struct paging *);
void		 labels_put(const struct page *, const struct value *labels);
void		 label_put(const struct page *, const struct record *);
/* How long one may write freely, or that one may not any more. */
void		 window_put(const struct page *, const struct record *talk);
bool		 window_is_open(const struct page *,
		    const struct record *talk);
#define TALK_STATES	3
extern const struct choice	talk_states[TALK_STATES];
#define TALK_CHANNELS	2
extern const struct choice	talk_channels[TALK_CHANNELS];

/* ---- one conversation ---------------------------------------------------------------- */

struct talk {
	struct record	*it, *prospect;
	struct staff	 staff;
	struct record	**said;		/* the oldest first */
	size_t		 count;
	const char	*older;		/* cursor; NULL: there are none */
};
/* What somebody said (admin_inbox_said.c). */
enum outcome	 said_put(const struct page *, const struct talk *,
		    const struct record *message);
/* A kind of message, as people call it. */
const char	*said_kind_text(const struct page *, const char *kind);
/* A conversation's last words: a kind of message where there are none. */
const char	*excerpt_text(const struct page *, const char *excerpt);
/* What more there is to it: files, a place, people, an order
 * (admin_inbox_parts.c). */
void		 said_parts_put(const struct page *, const struct record *);
/* What is answered (admin_inbox_write.c). */
enum outcome	 write_put(const struct page *, const struct talk *);
/* Whose it is, and what becomes of it (admin_inbox_side.c). */
enum outcome	 side_put(const struct page *, const struct talk *);

/* ---- prospects (admin_prospects.c) ----------------------------------------------------- */

#define PROSPECT_STATUSES	5
extern const struct choice	prospect_states[PROSPECT_STATUSES];
#define PROSPECT_SOURCES	4
extern const struct choice	prospect_ways[PROSPECT_SOURCES];
/* prospect NULL: a new one (admin_prospect.c). */
void		 prospect_form(const struct page *, const struct record *,
		    const struct staff *);

#endif
