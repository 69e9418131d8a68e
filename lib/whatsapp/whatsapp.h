/* SPDX-License-Identifier: ISC */
#ifndef SOUK_WHATSAPP_WHATSAPP_H
#define SOUK_WHATSAPP_WHATSAPP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/json_in.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"

/*
 * WhatsApp by Meta's Cloud API: our numbers there, the people who write to
 * them, what Meta tells and what goes out.  Modules above take part in it as a
 * `struct wa_user` of act->souk.
 *
 * True after every transaction:
 *
 *   what Meta told is applied once, however often and in whatever order it
 *   comes (wa_event.key); what is not understood is kept and shown;
 *   a message goes out at most once: its row is "sending" before Meta hears
 *   of it, and one that may have been heard is never sent by itself again;
 *   free-form messages go only within 24 hours of the person's last message,
 *   looked at when they go; templates at any time, marketing only to who
 *   agreed to it;
 *   the four limits (a number's rate, 20/s where it coexists with the app, one
 *   message in 6 s to a person, people a day) are rows and outlive restarts.
 */
struct job_kind;
struct privacy;

#define WA_WINDOW	(24 * CLOCK_HOUR)	/* lib/base/clock.h */
#define WA_KEPT		(30 * CLOCK_DAY)	/* events */

/* Is it set up (SOUK_META_TOKEN) and is there a number? */
bool		 wa_is_on(const struct act *);

/* ---- what Meta tells (hook.c), in the caller's WRITE transaction --------- */

/* May the challenge be the answer?  It is digits then.  NOT_FOUND: there is no
 * WhatsApp here; DENIED: it is not Meta that asks. */
enum outcome	 wa_challenge(struct act *, const char *mode,
		    const char *token, const char *challenge);
/* X-Hub-Signature-256 over the bytes as they came; any of the secrets. */
bool		 wa_is_signed(struct act *, const char *header,
		    const char *body, size_t len);
/*
 * One delivery: every item of it stored and applied once, by itself, so that
 * one that cannot be applied keeps none of the others.  NOT_FOUND: there is no
 * WhatsApp here.  INVALID: not signed by Meta.  What is signed and cannot be
 * read is kept as it is, and OK: Meta would only send it again for a week.
 */
enum outcome	 wa_deliver(struct act *, const char *header,
		    const char *body, size_t len);

/* In the transaction that records Meta's name of a message that went out:
 * statuses that came before. */
enum outcome	 wa_status_early(struct act *, const char *wamid);

/* ---- for modules above (act->souk->wa_users) ----------------------------- */

/* A message of theirs; texts are trimmed of control characters, NULL if
 * not said. */
struct wa_inbound {
	const char		*brand_id, *number_id, *person_id;
	const char		*ref;		/* the wamid */
	const char		*kind;		/* "text", "image", "order", …;
						   "unsupported" for the rest */
	const char		*text;		/* what can be read of it */
	const struct json_in	*body;		/* the message as Meta writes it */
	const char		*reply_ref;	/* wamid of what it answers */
	const char		*name;		/* of the profile */
	int64_t			 made_at;	/* by Meta's clock, ms */
	/* A file, where file_id is not NULL. */
	const char		*file_id, *file_type, *file_sha256, *file_name;
};
/* What became of one that went out. */
struct wa_told {
	const char	*brand_id, *send_id, *subject, *subject_id;
	const char	*state;			/* wa_send.state */
	int64_t		 error_code;		/* 0: none */
	const char	*error;			/* NULL */
	const char	*wamid;			/* NULL: not known yet */
	int64_t		 at;
};
/* What they did to a message that was there already. */
enum wa_deed { WA_REACTED, WA_EDITED, WA_REVOKED };
struct wa_change {
	const char		*brand_id, *number_id, *person_id;
	enum wa_deed		 deed;
	const char		*ref;		/* of the message it is about */
	const char		*text;		/* the emoji, NULL: taken back; or
						   the new text */
	int64_t			 made_at;
};

/* All in the caller's WRITE transaction; SQL only; NULL: not interested.
 * Asked in the order of act->souk->wa_users. */
struct wa_user {
	enum outcome	(*came)(struct act *, const struct wa_inbound *);
	enum outcome	(*told)(struct act *, const struct wa_told *);
	enum outcome	(*changed)(struct act *, const struct wa_change *);
	/* Two were one: what is `from`'s is `into`'s; from goes then. */
	enum outcome	(*merged)(struct act *, const char *from,
			    const char *into);
	/* Rows of the person may be erased; what must stay forgets them. */
	enum outcome	(*forget)(struct act *, const char *person_id);
};
/* tell.c: each of act->souk->wa_users, until one does not answer OK. */
enum outcome	 wa_tell_came(struct act *, const struct wa_inbound *);
enum outcome	 wa_tell(struct act *, const struct wa_told *);
enum outcome	 wa_tell_changed(struct act *, const struct wa_change *);
enum outcome	 wa_tell_merged(struct act *, const char *from,
		    const char *into);
enum outcome	 wa_tell_forget(struct act *, const char *person_id);

/* ---- people (person.c) --------------------------------------------------- */

enum wa_person_field { WA_PERSON_ID, WA_PERSON_BRAND, WA_PERSON_WA_ID,
	WA_PERSON_REF, WA_PERSON_PHONE, WA_PERSON_NAME, WA_PERSON_USERNAME,
	WA_PERSON_CREATED_AT, WA_PERSON_UPDATED_AT, WA_PERSON__MAX };
extern const struct fieldset	wa_person_fields;	/* "WhatsAppPerson" */

/* Whoever has that telephone in the brand, made if need be; phone: E.164 with
 * or without its plus.  INVALID: none. */
enum outcome	 wa_person_by_phone(struct act *, const char *brand_id,
		    const char *phone, const char **id);
enum outcome	 wa_person_read(struct act *, const char *id,
		    struct record **);
/*
 * Until when free-form messages may go: 0 if they never wrote, else a time
 * that may have passed.  number NULL: the brand's default one; another brand's
 * by now: 0.
 */
enum outcome	 wa_window(struct act *, const char *number_id,
		    const char *person_id, int64_t *closes_at);
/* The staff have seen what they wrote: a job marks it read at Meta. */
enum outcome	 wa_read_put(struct act *, const char *number_id,
		    const char *person_id);
/* Everything of theirs here goes; what others keep, they are told of first. */
enum outcome	 wa_person_erase(struct act *, const char *id);

/* ---- consent (consent.c) ------------------------------------------------- */

enum wa_purpose { WA_SERVICE, WA_MARKETING, WA_PURPOSE__MAX };
enum wa_source { WA_BY_WORD, WA_BY_FORM, WA_AT_CHECKOUT, WA_IN_ACCOUNT,
	WA_BY_STAFF, WA_BY_META, WA_SOURCE__MAX };
struct wa_consent {
	const char	*brand_id, *person_id;
	enum wa_purpose	 purpose;
	bool		 granted;
	enum wa_source	 source;
	const char	*evidence;	/* the word, the form's text */
};
/* A row only if it changes what was. */
enum outcome	 wa_consent_put(struct act *, const struct wa_consent *);
/* SERVICE is granted until it is taken back; MARKETING never by itself. */
enum outcome	 wa_may(struct act *, const char *person_id,
		    enum wa_purpose, bool *);
/* Does that text, alone, ask to stop, or to begin again (fr, en, ar)? */
enum wa_word { WA_NO_WORD, WA_STOP, WA_START };
enum wa_word	 wa_word(struct arena *, const char *text);

/* ---- what goes out (send.c) ---------------------------------------------- */

enum wa_send_field { WA_SEND_ID, WA_SEND_BRAND, WA_SEND_NUMBER,
	WA_SEND_PERSON, WA_SEND_KIND, WA_SEND_BODY, WA_SEND_CATEGORY,
	WA_SEND_SUBJECT, WA_SEND_SUBJECT_ID, WA_SEND_KEY, WA_SEND_STATE,
	WA_SEND_WAMID, WA_SEND_ATTEMPTS, WA_SEND_DUE_AT, WA_SEND_CODE,
	WA_SEND_ERROR, WA_SEND_CREATED_AT, WA_SEND_SENT_AT,
	WA_SEND_DELIVERED_AT, WA_SEND_READ_AT, WA_SEND_ENDED_AT,
	WA_SEND__MAX };
extern const struct fieldset	wa_send_fields;		/* "WhatsAppSend" */

struct wa_send_new {
	const char	*brand_id;
	const char	*number_id;	/* NULL: the default one */
	const char	*person_id;
	const char	*kind;		/* "text", "image", "template", … */
	const char	*body;		/* JSON of that object */
	const char	*reply_ref;	/* wamid; NULL */
	const char	*client_key;	/* NULL: none */
	const char	*subject, *subject_id;
	/* A file of ours that goes along, by its path below the home, and
	 * what it is; NULL: none.  Brought to Meta first; its id goes into
	 * the object. */
	const char	*file, *file_type, *file_name;
};
/*
 * In the caller's WRITE transaction: a row and its job.  INVALID, naming
 * fields of the body: Meta would not take it (shape.c has its limits).
 * CONFLICT: the window is closed and it is no template (WA_WINDOW_CLOSED); no
 * number; they do not want it.  The same key again: OK, and the first one's id.
 */
enum outcome	 wa_send_put(struct act *, const struct wa_send_new *,
		    const char **id);
enum outcome	 wa_send_read(struct act *, const char *id, struct record **);
/* failed, doubt or dropped: once more, by a person who knows what it means. */
enum outcome	 wa_send_again(struct act *, const char *id, struct record **);
/* waiting or doubt: it will not go. */
enum outcome	 wa_send_drop(struct act *, const char *id, struct record **);
/* May a state follow another?  The one table (send_state.c). */
bool		 wa_may_follow(const char *from, const char *to);

/* ---- templates (template.c) ---------------------------------------------- */

enum wa_template_field { WA_TEMPLATE_ID, WA_TEMPLATE_BRAND, WA_TEMPLATE_NAME,
	WA_TEMPLATE_LANGUAGE, WA_TEMPLATE_CATEGORY, WA_TEMPLATE_STATUS,
	WA_TEMPLATE_COMPONENTS, WA_TEMPLATE_VARIABLES, WA_TEMPLATE_QUALITY,
	WA_TEMPLATE_REASON, WA_TEMPLATE_SYNCED_AT, WA_TEMPLATE__MAX };
extern const struct fieldset	wa_template_fields;	/* "WhatsAppTemplate" */

/* The approved one of that name in the person's language, else in the shop's,
 * else in any; NOT_FOUND. */
enum outcome	 wa_template_find(struct act *, const char *brand_id,
		    const char *name, enum locale, struct record **);
/* The JSON object of a template message with these values for its body's
 * variables in order.  INVALID: another number of them. */
enum outcome	 wa_template_body(struct act *, const struct record *,
		    const char *const *values, size_t count,
		    const char **json);
/* As it reads with these values. */
const char	*wa_template_text(struct act *, const struct record *,
		    const char *const *values, size_t count);

/* ---- files (media.c): outside of a transaction --------------------------- */

struct wa_file {
	const char	*sha256;	/* hexadecimal, as Meta says; NULL */
	const char	*type;
	int64_t		 bytes;
};
/* What a message brought, into an open file.  NOT_FOUND: gone at Meta; BUSY:
 * again later; TOO_LARGE; INVALID: not what its hash says. */
enum outcome	 wa_file_fetch(struct act *, const char *number_id,
		    const char *meta_id, int64_t most, int fd,
		    struct wa_file *);

/* ---- the rest of the world ----------------------------------------------- */

extern const struct job_kind	wa_send_job;	/* "whatsapp.send", LANE_CHAT */
extern const struct job_kind	wa_read_job;	/* "whatsapp.read", LANE_CHAT */
extern const struct job_kind	wa_doubt_job;	/* "whatsapp.doubt": asks a person */
extern const struct job_kind	wa_sync;	/* "whatsapp.sync", LANE_CHAT */
extern const struct job_kind	wa_batch;	/* "whatsapp.batch": what Meta
						   told at once */
extern const struct job_kind	wa_sweep;	/* "whatsapp.sweep" */
extern const struct privacy	wa_privacy;

/* doctor.c, for `souk doctor --whatsapp`: lines; how many tell of a fault. */
struct buf;
int		 wa_findings(struct act *, struct buf *);

enum wa_message { WA_NOT_SIGNED, WA_OFF, WA_NO_NUMBER,
	WA_NO_PHONE, WA_WINDOW_CLOSED, WA_NOT_WANTED, WA_NO_TEMPLATE,
	WA_VARIABLES, WA_NOT_AGAIN, WA_UNDER_WAY, WA_NOT_PLAIN,
	WA_FOREIGN, WA_NOT_SYNCED, WA_EVENT_OVER, WA_DOUBTS, WA_NO_BRAND,
	WA_NUMBER_BUSY, WA_NUMBER_GONE_NOW,
	WA_MESSAGE__MAX };
extern const struct message	wa_messages[];
/* What is kept of a failure: the code of one of these, or Meta's own words. */
const char	*wa_error_text(const struct act *, const char *error);

#endif
