/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_NOTICE_H
#define SOUK_NOTIFY_NOTICE_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"
#include "lib/souk.h"

/*
 * Notices: something that a person is told, by the first of their ways that
 * works.  A notice says the same as a mail of that template, so its words are
 * the owner's in every way: mail, WhatsApp (freely while the window is open,
 * else by an approved template named like the mail's), text message, and a
 * bell within the shop, which rings beside the others.
 *
 * A way that fails (no address, not wanted, refused, undelivered for
 * notify.waitMinutes) is followed by the next one; when none is left the notice
 * is dead, shown and can be told again.  Each way is tried once for a notice,
 * and what is in doubt is no failure: nobody is told twice because nobody knows.
 */
enum notice_way { NOTICE_BY_EMAIL, NOTICE_BY_WHATSAPP, NOTICE_BY_SMS,
	NOTICE_IN_APP, NOTICE_WAY__MAX };
extern const char *const	notice_ways[];	/* "email" …; ends with NULL */
/* Is it set up for that brand? */
bool		 notice_way_is_on(struct act *, const char *brand_id,
		    enum notice_way);

enum notice_topic { NOTICE_ORDERS, NOTICE_RETURNS, NOTICE_PAYMENTS,
	NOTICE_STOCK, NOTICE_MESSAGES, NOTICE_SHOP, NOTICE_TOPIC__MAX };
extern const char *const	notice_topics[];	/* ends with NULL */

/* ---- telling (notice_put.c), in the caller's WRITE transaction ---------- */

/* struct notice_new and the hooks' types stand in lib/souk.h, for lower floors:
 * act->souk->notice and act->souk->notice_staff. */
notice_fn	 notice_put;
notice_staff_fn	 notice_staff;

extern const struct job_kind	notify_notice;	/* "notify.notice": the next way */
extern const struct job_kind	notify_sms;	/* "notify.sms", LANE_TEXT */

/* What became of a mail, for send.c; of WhatsApp's, see notice_wa_user. */
struct wa_user;
extern const struct wa_user	notice_wa_user;

/* ---- lists for staff (notice_list.c): SETTINGS_EDIT --------------------- */

enum notice_field { NOTICE_ID, NOTICE_TOPIC, NOTICE_TEMPLATE, NOTICE_SUBJECT,
	NOTICE_SUBJECT_ID, NOTICE_USER, NOTICE_LOCALE, NOTICE_EMAIL,
	NOTICE_PHONE, NOTICE_WAYS, NOTICE_STATE, NOTICE_TOLD_BY,
	NOTICE_DUE_AT, NOTICE_CREATED_AT, NOTICE_ENDED_AT, NOTICE_TRIES,
	NOTICE__MAX };
extern const struct fieldset	notice_fields;		/* "Notice" */
enum notice_try_field { NOTICE_TRY_WAY, NOTICE_TRY_STATE, NOTICE_TRY_REF,
	NOTICE_TRY_REASON, NOTICE_TRY_CREATED_AT, NOTICE_TRY_UPDATED_AT,
	NOTICE_TRY__MAX };
extern const struct fieldset	notice_try_fields;	/* "NoticeTry" */
enum notice_filter { NOTICE_OF_STATE, NOTICE_OF_ORDER, NOTICE_OF__MAX };
extern const struct fieldset	notice_filters;

/* Newest first. */
enum outcome	 notice_list(struct act *, const struct record *filter,
		    const struct list_query *, struct rows *);
/* rows_next(), with its tries; who may not see people sees them masked. */
enum outcome	 notice_next(struct act *, struct rows *, struct record *);
const char	*notice_cursor(struct act *, const struct rows *,
		    const struct record *);
enum outcome	 notice_read(struct act *, const char *id, struct record **);
/* From its first way.  CONFLICT: it is not dead, or what it says is gone. */
enum outcome	 notice_again(struct act *, const char *id, struct record **);
enum outcome	 notice_drop(struct act *, const char *id, struct record **);

/* ---- one's own (bell.c, wish.c) ----------------------------------------- */

enum bell_field { BELL_ID, BELL_TOPIC, BELL_TITLE, BELL_TEXT, BELL_LINK,
	BELL_CREATED_AT, BELL_READ_AT, BELL__MAX };
extern const struct fieldset	bell_fields;		/* "Bell" */
enum bell_count_field { BELL_COUNT_UNREAD, BELL_COUNT__MAX };
extern const struct fieldset	bell_count_fields;	/* "BellCount" */
enum outcome	 bell_list(struct act *, const struct list_query *,
		    struct rows *);
/* rows_next(), with its words in the actor's language. */
enum outcome	 bell_next(struct act *, struct rows *, struct record *);
const char	*bell_cursor(struct act *, const struct rows *,
		    const struct record *);
enum outcome	 bell_count(struct act *, int64_t *unread);
/* id NULL: all of them. */
enum outcome	 bell_seen(struct act *, const char *id);

enum wish_field { WISH_TOPICS, WISH_QUIET_FROM, WISH_QUIET_UNTIL, WISH__MAX };
extern const struct fieldset	wish_fields;		/* "NoticeWishes" */
enum wish_topic_field { WISH_TOPIC, WISH_WAYS, WISH_TOPIC__MAX };
extern const struct fieldset	wish_topic_fields;	/* "NoticeWish" */
enum outcome	 wish_read(struct act *, struct record **);
/* INVALID: a way that cannot reach them (no telephone …). */
enum outcome	 wish_change(struct act *, const struct record *,
		    struct record **);

/* ---- texts (sms.c) ------------------------------------------------------ */

struct sms_new {
	const char	*brand_id, *user_id;	/* user NULL: none */
	const char	*to;			/* E.164 */
	const char	*text;			/* up to 1,600 characters */
	const char	*subject, *subject_id;
};
enum sms_field { SMS_ID, SMS_RECIPIENT, SMS_SUBJECT, SMS_SUBJECT_ID,
	SMS_STATE, SMS_SEGMENTS, SMS_ATTEMPTS, SMS_CODE, SMS_ERROR,
	SMS_CREATED_AT, SMS_SENT_AT, SMS_ENDED_AT, SMS__MAX };
extern const struct fieldset	sms_fields;		/* "Sms" */
enum sms_filter { SMS_OF_STATE, SMS_OF__MAX };
extern const struct fieldset	sms_filters;
enum sms_came_field { SMS_CAME_ID, SMS_CAME_FROM, SMS_CAME_TEXT,
	SMS_CAME_OUTCOME, SMS_CAME_AT, SMS_CAME__MAX };
extern const struct fieldset	sms_came_fields;	/* "SmsReceived" */
enum sms_test_field { SMS_TEST_TO, SMS_TEST__MAX };
extern const struct fieldset	sms_test_fields;

/* A row and its job.  INVALID: no number, too long; CONFLICT: they do not want
 * any, or there is no Twilio here. */
enum outcome	 sms_put(struct act *, const struct sms_new *,
		    const char **id);
bool		 sms_is_on(const struct act *);
/* For staff (sms_list.c), SETTINGS_EDIT: newest first, masked as outbox_next()
 * does; texts that people sent. */
enum outcome	 sms_list(struct act *, const struct record *filter,
		    const struct list_query *, struct rows *);
enum outcome	 sms_next(struct act *, struct rows *, struct record *);
const char	*sms_cursor(struct act *, const struct rows *,
		    const struct record *);
enum outcome	 sms_read(struct act *, const char *id, struct record **);
/* dead or doubt: once more, by a person who knows what it means. */
enum outcome	 sms_again(struct act *, const char *id, struct record **);
/* waiting, dead or doubt: it will not go. */
enum outcome	 sms_drop(struct act *, const char *id, struct record **);
enum outcome	 sms_test(struct act *, const struct record *,
		    struct record **);
enum outcome	 sms_came_list(struct act *, const struct list_query *,
		    struct rows *);
enum outcome	 sms_came_next(struct act *, struct rows *, struct record *);
const char	*sms_came_cursor(struct act *, const struct rows *,
		    const struct record *);

/* GSM 03.38 or UCS-2, in parts. */
int		 sms_segments(const char *text);

/*
 * What Twilio tells, in the caller's WRITE transaction: each thing once.  The
 * signature is over the URL it called, made from SOUK_BASE_URL and the path
 * with its query, and the form.  DENIED: not signed; NOT_FOUND: no Twilio here;
 * INVALID: signed, and neither news of a text nor a text.
 */
enum outcome	 sms_deliver(struct act *, const char *path,
		    const char *signature, const char *form, size_t len);

enum notice_message { NOTICE_NOT_DEAD, NOTICE_NO_WAY, NOTICE_NEEDS_WAY,
	NOTICE_TWICE, NOTICE_BAD_TIME, NOTICE_FOREIGN, SMS_NOT_SIGNED,
	SMS_NO_FORM, SMS_OFF, SMS_NO_PHONE, SMS_LONG, SMS_STOPPED,
	SMS_NOT_AGAIN, NOTICE_AGREED, NOTICE_MESSAGE__MAX };
extern const struct message	notice_messages[];

#endif
