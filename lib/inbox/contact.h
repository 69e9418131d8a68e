/* SPDX-License-Identifier: ISC */
#ifndef SOUK_INBOX_CONTACT_H
#define SOUK_INBOX_CONTACT_H

#include "lib/inbox/inbox.h"

/*
 * The contact form.  What somebody writes there is a message of a conversation
 * and is answered in it, by mail.
 *
 * Programs that fill in forms are kept off without anybody else's help, by
 * what costs a person nothing: a field that people do not see, the age of the
 * form, and a puzzle that the page's script solves while its reader writes
 * (CONTACT_WORK_BITS).  Without that work, as where no script runs, or
 * without a form, as programs come, a message is as welcome, but
 * CONTACT_BARE_MOST in an hour from one address are enough.
 */
enum contact_field { CONTACT_ID, CONTACT_BRAND, CONTACT_CONVERSATION,
	CONTACT_NAME, CONTACT_EMAIL, CONTACT_PHONE, CONTACT_SUBJECT,
	CONTACT_MESSAGE, CONTACT_LOCALE, CONTACT_STATUS, CONTACT_NOTES,
	CONTACT_REPLIED_AT, CONTACT_CREATED_AT, CONTACT_UPDATED_AT,
	CONTACT_VERSION,
	/* not of its row: */
	CONTACT_OVERDUE, CONTACT__MAX };
extern const struct fieldset	contact_fields;		/* "ContactMessage" */
enum contact_status { CONTACT_IS_NEW, CONTACT_IS_READ, CONTACT_IS_REPLIED,
	CONTACT_IS_ARCHIVED };
extern const char *const	contact_statuses[];	/* ends with NULL */

/* ---- what a visitor sends (contact.c) -------------------------------------- */

enum contact_new_field { CONTACT_IN_NAME, CONTACT_IN_EMAIL, CONTACT_IN_PHONE,
	CONTACT_IN_SUBJECT, CONTACT_IN_MESSAGE,
	CONTACT_IN_TRAP,	/* "website": a person leaves it empty */
	CONTACT_IN_STAMP, CONTACT_IN_KEY, CONTACT_IN__MAX };
extern const struct fieldset	contact_new_fields;	/* "ContactNew" */
/*
 * Kept, shown in the inbox, told to the staff and, if the shop wants it,
 * acknowledged by mail, all of it in the caller's transaction.  What a trap
 * caught is answered alike and only counted.  The same key, or the same form
 * with the same text, is the same message.  CONFLICT: the form is days old.
 * LIMITED: too many without work.
 */
enum outcome	 contact_send(struct act *, const struct record *);
/* What they are told, whatever became of it. */
extern const struct message	contact_came;

/* ---- the form (contact_stamp.c) ---------------------------------------------- */

#define CONTACT_WORK_BITS	14	/* 16,000 hashes: a moment */
#define CONTACT_BARE_MOST	3	/* in an hour */
/*
 * Goes out with the form and comes back as "stamp", so that its age is known.
 * The page's script puts a dot and a number behind it so that the SHA-256 of
 * all of it begins with CONTACT_WORK_BITS zero bits.  again: of a form that was
 * read before, so that whoever sends it at once is not taken for a program.
 */
const char	*contact_stamp(struct act *, bool again);

/* The shop's side of it: where it is, when it is open; a stamp. */
enum contact_detail_field { CONTACT_DETAIL_NAME, CONTACT_DETAIL_ADDRESS,
	CONTACT_DETAIL_EMAIL, CONTACT_DETAIL_PHONE, CONTACT_DETAIL_HOURS,
	CONTACT_DETAIL_PLACE, CONTACT_DETAIL_STAMP, CONTACT_DETAIL_WORK,
	CONTACT_DETAIL__MAX };
extern const struct fieldset	contact_detail_fields;	/* "ContactDetails" */
struct record	*contact_details(struct act *);

/* ---- for the staff (contact_list.c, contact_change.c) ------------------------- */

enum contact_filter { CONTACTS_OF_STATUS, CONTACTS_OF_Q, CONTACTS_OF__MAX };
extern const struct fieldset	contact_filters;
/* The newest first. */
enum outcome	 contact_list(struct act *, const struct record *filter,
		    const struct list_query *, struct rows *);
enum outcome	 contact_next(struct act *, struct rows *, struct record *);
const char	*contact_cursor(struct act *, const struct rows *,
		    const struct record *);
enum outcome	 contact_read(struct act *, const char *id, struct record **);
/* The one that a conversation began with; NOT_FOUND: it began otherwise. */
enum outcome	 contact_of(struct act *, const char *conversation,
		    struct record **);
/* As CSV with the list's filters; takes its own transactions. */
struct export_how;
enum contact_export_query { CONTACTS_EXPORT_BOM = CONTACTS_OF__MAX,
	CONTACTS_EXPORT_SEPARATOR, CONTACTS_EXPORT__MAX };
extern const struct fieldset	contact_export_query;
enum outcome	 contact_export(struct act *, const struct record *filter,
		    const struct export_how *, int fd);

enum contact_change_field { CONTACT_TO_STATUS, CONTACT_TO_NOTES,
	CONTACT_TO__MAX };
extern const struct fieldset	contact_change_fields;
/* Read: nothing is unread in its conversation; replied to or archived: it
 * waits for nobody. */
enum outcome	 contact_change(struct act *, const char *id,
		    const struct record *, struct record **);
enum contact_reply_field { CONTACT_REPLY_TEXT, CONTACT_REPLY_KEY,
	CONTACT_REPLY__MAX };
extern const struct fieldset	contact_reply_fields;
/* By mail, and in its conversation: message_write() says what it does. */
enum outcome	 contact_reply(struct act *, const char *id,
		    const struct record *, struct record **);
/* With its conversation; and who wrote it, if they are here for nothing
 * else. */
enum outcome	 contact_delete(struct act *, const char *id);

#endif
