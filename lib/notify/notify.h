/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_NOTIFY_H
#define SOUK_NOTIFY_NOTIFY_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"
#include "lib/souk.h"

/*
 * What the shop tells people.  A mail is a row (what, to whom, sealed fields)
 * and a job that renders and sends it: so it is told if and only if what it
 * tells of was committed, and a transport that fails loses nothing.
 *
 * Those about texts and the outbox ask for SETTINGS_EDIT.
 */
struct buf;
struct job_kind;

mail_put_fn		 mail_put;
mail_now_fn		 mail_now;	/* now.c */
mail_used_fn		 mail_used;
extern const struct job_kind	notify_mail;	/* sends one; send.c */
extern const struct job_kind	notify_sweep;	/* what is over; sweep.c */
extern const struct privacy	notify_privacy;

enum notify_setting { NOTIFY_PER_MINUTE, NOTIFY_MONTHLY_QUOTA,
	NOTIFY_WAIT_MINUTES, NOTIFY__MAX };
extern const struct fieldset	notify_settings;

/* For `souk doctor`: lines into out; how many tell of a fault. */
int		 mail_findings(struct act *, struct buf *out);
/*
 * For `souk doctor --mail`: a mail right away, past the queue.  False: it did
 * not go, and out says why.  Outside of a transaction.
 */
bool		 mail_try(struct act *, const char *to, struct buf *out);

/* ---- texts (text.c): what a mail says, per template and language ---------
 * souk's own until the owner writes another.  The version of souk's own is 1.
 */
enum mail_text_field { MAIL_TEXT_NAME, MAIL_TEXT_LOCALE, MAIL_TEXT_SUBJECT,
	MAIL_TEXT_BODY, MAIL_TEXT_CUSTOM, MAIL_TEXT_PLACEHOLDERS,
	MAIL_TEXT_NEEDED, MAIL_TEXT_VERSION, MAIL_TEXT__MAX };
extern const struct fieldset	mail_text_fields;	/* "MailText" */

enum mail_preview_field { MAIL_PREVIEW_SUBJECT, MAIL_PREVIEW_TEXT,
	MAIL_PREVIEW_HTML, MAIL_PREVIEW__MAX };
extern const struct fieldset	mail_preview_fields;	/* "MailPreview" */

/* Every template in every language; *count of this page. */
enum outcome	 mail_text_list(struct act *, const struct list_query *,
		    struct record ***page, size_t *count);
extern const int64_t	mail_text_total;
const char	*mail_text_cursor(struct act *, const struct list_query *,
		    size_t count);
/* NOT_FOUND: no such template or language. */
enum outcome	 mail_text_read(struct act *, const char *name,
		    const char *locale, struct record **);
/* INVALID: an unknown placeholder, or one missing that the mail is for. */
enum outcome	 mail_text_change(struct act *, const char *name,
		    const char *locale, const struct record *,
		    struct record **);
/* Back to souk's own. */
enum outcome	 mail_text_restore(struct act *, const char *name,
		    const char *locale, struct record **);
/* As a mail, with sample values; what is absent is as stored. */
enum outcome	 mail_text_preview(struct act *, const char *name,
		    const char *locale, const struct record *,
		    struct record **);

/* ---- the outbox (outbox.c): the actor's brand, newest first ------------- */
enum outbox_field { OUTBOX_ID, OUTBOX_TEMPLATE, OUTBOX_LOCALE,
	OUTBOX_RECIPIENT, OUTBOX_STATE, OUTBOX_TRANSPORT, OUTBOX_REPLY,
	OUTBOX_CREATED_AT, OUTBOX_SENT_AT, OUTBOX_DUE_AT, OUTBOX__MAX };
extern const struct fieldset	outbox_fields;		/* "Mail" */

enum outbox_filter { OUTBOX_OF_STATE, OUTBOX_OF__MAX };
extern const struct fieldset	outbox_filters;

enum outcome	 outbox_list(struct act *, const struct record *filter,
		    const struct list_query *, struct rows *);
/* rows_next(); who may not see people sees "l…@shop.test". */
enum outcome	 outbox_next(struct act *, struct rows *, struct record *);
const char	*outbox_cursor(struct act *, const struct rows *,
		    const struct record *);
/* CONFLICT: it is not dead. */
enum outcome	 outbox_retry(struct act *, const char *id, struct record **);
/* It will not be sent, and what it said is gone. */
enum outcome	 outbox_drop(struct act *, const char *id, struct record **);

#endif
