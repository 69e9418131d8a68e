/* SPDX-License-Identifier: ISC */
#ifndef SOUK_WHATSAPP_TOLD_H
#define SOUK_WHATSAPP_TOLD_H

#include "lib/base/buf.h"
#include "lib/whatsapp/split.h"
#include "lib/whatsapp/whatsapp.h"

/*
 * Private to what Meta tells.  An item is the smallest that stands alone: one
 * message, one status, or a whole value of a field without lists.  It is kept
 * with what it needs to be understood: {account, time, field, list, metadata,
 * contact, item}, so that it can be applied again by itself.
 */

/* ---- reading (read.c): a type that is not what it should be is not there - */
#define WA_BODY_SHOWN	((size_t)256 << 10)	/* bytes, to people */
#define WA_NAME_MAX	200	/* bytes of a name that Meta gives */

/* A text that is not empty, or a number as it is written; object may be NULL. */
const char	*wa_text(const struct json_in *object, const char *name);
int64_t		 wa_int(const struct json_in *object, const char *name,
		    int64_t otherwise);
/* NULL: none. */
const struct json_in	*wa_object(const struct json_in *, const char *name);
const struct json_in	*wa_items(const struct json_in *, const char *name,
			    size_t *count);
/* What people wrote: without control characters and what turns the direction
 * of a text; lines: line breaks stay.  At most so many bytes; NULL: nothing. */
const char	*wa_clean(struct arena *, const char *, size_t most,
		    bool lines);
/* A name that Meta gives, if it can be one: digits without what stands between
 * them, or anything printable. */
const char	*wa_name(struct arena *, const char *);
bool		 wa_is_digits(const char *);
/* A time by Meta's clock, in ms; what is no time or to come is now. */
int64_t		 wa_when(const struct act *, const struct json_in *object,
		    const char *name);
/* What cannot be in a text of ours (NUL, half of a pair, bad UTF-8) becomes
 * U+FFFD; all else stays as it is written. */
void		 wa_mend(struct buf *, struct span);

/* ---- items (item.c) ------------------------------------------------------ */

enum wa_sort { WA_MESSAGE, WA_STATUS, WA_FAULT, WA_PREFERENCE, WA_ECHO,
	WA_OTHER };

struct wa_item {
	enum wa_sort		 sort;
	const char		*kind;		/* wa_event.kind */
	const char		*account, *field;
	const struct json_in	*metadata, *contact, *item;	/* NULL */
	const char		*body, *key, *type;	/* type NULL */
	int64_t			 made_at;
	const char		*brand_id, *number_id;	/* NULL: none of ours */
	/* What came of it, by whoever applied it. */
	const char		*person_id, *outcome, *problem;
	bool			 was_awaited;	/* others may wait for it */
};

/* The lists that items stand in, and of which field; NULL: no more. */
const char	*wa_list_at(size_t, const char **field);
/* From a part, and from what was kept of one. */
void		 wa_item_write(struct buf *, const struct wa_part *);
/* False: it is no JSON that can be read; then only body and key are there. */
bool		 wa_item_read(struct act *, const char *body, struct wa_item *);
/* Whose it is. */
enum outcome	 wa_item_place(struct act *, struct wa_item *);
/* "status:" and a name of Meta's that may be long. */
const char	*wa_item_key(struct arena *, const char *what,
		    const char *name);

/* More than a message has statuses. */
#define WA_EARLY_MOST	16

/* What is left of a key when whoever it was about is forgotten. */
const char	*wa_gone_key(struct arena *, const char *key);

/* ---- events (event.c) ---------------------------------------------------- */

/* Stored and applied once; OK also if it was there. */
enum outcome	 wa_event_take(struct act *, const char *body);
/* What cannot be taken apart is kept as it is, as much of it as is of use. */
enum outcome	 wa_event_keep(struct act *, struct span body);
wa_part_fn	 wa_part_take;
/* A delivery that is kept whole, by its bytes. */
const char	*wa_whole_key(struct arena *, struct span body);
/* batch.c: too much to be applied at once; a job does, and its type says so. */
#define WA_WHOLE	"batch"
enum outcome	 wa_batch_put(struct act *, struct span body);
/* Sets the person from members of the item, if it is anybody we know. */
enum outcome	 wa_item_about(struct act *, struct wa_item *,
		    const char *number, const char *ref);
/* Events of a statement that yields (id, body): once more. */
struct stmt;
enum outcome	 wa_events_again(struct act *, struct stmt *);
/* One that is stored, from the start.  NOT_FOUND: nobody can read it. */
enum outcome	 wa_event_again(struct act *, const char *id,
		    const char *body);
/* What it came to stands in the item: of one that is not stored yet, or is
 * looked at again. */
enum outcome	 wa_event_apply(struct act *, struct wa_item *);
/* Applies it, in a db_try(): outcome, problem and person are set. */
typedef enum outcome wa_apply_fn(struct act *, struct wa_item *);
wa_apply_fn	 wa_message_apply;	/* event_message.c */
wa_apply_fn	 wa_system_apply;	/* event_system.c */
wa_apply_fn	 wa_status_apply;	/* event_status.c */
wa_apply_fn	 wa_field_apply;	/* event_field.c */
wa_apply_fn	 wa_template_status_apply, wa_template_quality_apply,
		 wa_template_category_apply, wa_template_components_apply;
					/* event_template.c */
wa_apply_fn	 wa_preference_apply;	/* event_preference.c */

/* ---- words (event_words.c) ----------------------------------------------- */

struct wa_kind {
	const char	*type;
	/* From its object, or "contacts" from the message; NULL: no words. */
	void		(*read)(struct buf *, const struct json_in *);
	bool		 is_file;
};
/* NULL: one that we cannot read. */
const struct wa_kind	*wa_kind_of(const char *type);
/* Has it what its type promises? */
bool		 wa_kind_fits(const struct wa_kind *,
		    const struct json_in *message);
/* NULL: none. */
const char	*wa_words(struct act *, const struct wa_kind *,
		    const struct json_in *message);

/* ---- people -------------------------------------------------------------- */

/* As Meta calls somebody; NULL: it does not say. */
struct wa_names { const char *wa_id, *user_ref, *name, *username; };
/* Whoever that is, made if need be; two rows that turn out to be one become
 * one.  INVALID: no name at all. */
enum outcome	 wa_person_named(struct act *, const char *brand_id,
		    const struct wa_names *, const char **id);
/* NOT_FOUND: nobody is called so. */
enum outcome	 wa_person_find(struct act *, const char *brand_id,
		    const struct wa_names *, const char **id);
/* Somebody known is called so now. */
enum outcome	 wa_person_rename(struct act *, const char *brand_id,
		    const char **id, const struct wa_names *);
/* The elder of the two stays; *id is that one. */
enum outcome	 wa_person_merge(struct act *, const char *a, const char *b,
		    const char **id);
/* The same telephone as Meta may write it, where countries have two ways
 * (Mexico, Argentina, Brazil); NULL: there is none. */
const char	*wa_other_phone(struct arena *, const char *digits);
/* They wrote: the window is open from then. */
enum outcome	 wa_window_open(struct act *, const char *number_id,
		    const char *person_id, int64_t at, const char *ref);
/* wa_consent_put() of that second of Meta's clock; what is older than the last
 * word changes nothing. */
/* A word that stops or begins again, for every purpose. */
enum outcome	 wa_word_take(struct act *, const struct wa_consent *,
		    int64_t at);
enum outcome	 wa_consent_at(struct act *, const struct wa_consent *,
		    int64_t at);

#endif
