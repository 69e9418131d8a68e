/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_SMS_PARTS_H
#define SOUK_NOTIFY_SMS_PARTS_H

#include <stdbool.h>

#include "lib/notify/notice.h"

/* What the files about texts share. */

#define SMS_STATUS	"/webhooks/twilio/status"
#define SMS_TEXT	"/webhooks/twilio/text"
#define SMS_STOPPED_CODE	21610	/* they answered STOP */

struct json_in;

/* ---- calls (sms_call.c), outside of a transaction ----------------------- */

/* What came of it.  UNSENT: not taken, and may be asked for again; UNSURE:
 * nobody knows. */
enum sms_end { SMS_TAKEN, SMS_REFUSED, SMS_UNSENT, SMS_UNSURE };
struct sms_answer {
	enum sms_end		 end;
	int64_t			 code;		/* Twilio's; 0: none */
	const char		*error;		/* for people; NULL */
	const struct json_in	*json;		/* TAKEN */
};
/* By status and Twilio's code: one table. */
enum sms_end	 sms_judge(int status, int64_t code);

/* May Twilio be asked now?  While it is away, one at a time finds out. */
bool		 sms_lets(struct act *);
struct sms_call { const char *id, *to, *text; };
void		 sms_post(struct act *, const struct sms_call *,
		    struct sms_answer *);
/* What Twilio has of texts to them since the day of that moment. */
void		 sms_look(struct act *, const char *to, int64_t since,
		    struct sms_answer *);

/* ---- what they say of it (sms_find.c) ------------------------------------ */

/* sid NULL: there is none. */
struct sms_found { const char *sid; int64_t segments; };
void		 sms_name_read(const struct json_in *message,
		    const char *text, struct sms_found *);
/* In what sms_look() got: the oldest that may be it and is no other's. */
enum outcome	 sms_find(struct act *, const struct sms_call *,
		    const struct json_in *, struct sms_found *);

/* ---- rows (sms_row.c), in a WRITE transaction --------------------------- */

/* Taken, with Twilio's name for it; what was told of it before is applied. */
enum outcome	 sms_sent(struct act *, const char *id, const char *sid,
		    int64_t segments);
struct sms_news { const char *state; int64_t code; const char *error; };
/*
 * What became of it, if that can follow what was: "sent", "delivered",
 * "failed", "dead", "doubt", "waiting"; whoever it tells hears of it.
 * NOT_FOUND: it cannot.
 */
enum outcome	 sms_become(struct act *, const char *id,
		    const struct sms_news *);
/* One that waits will not go: *held. */
enum outcome	 sms_hold(struct act *, const char *id, bool *held);
/* They want no more, or want them again. */
enum outcome	 sms_stop_put(struct act *, const char *brand_id,
		    const char *phone, const char *source);
enum outcome	 sms_stop_end(struct act *, const char *brand_id,
		    const char *phone);
enum outcome	 sms_is_stopped(struct act *, const char *brand_id,
		    const char *phone, bool *);
enum outcome	 sms_queue(struct act *, const char *id, int64_t due);
const char	*sms_label(struct act *, const char *id);	/* seals it */

/* sms_segments.c: signs that would double what a text costs, as plain ones. */
const char	*sms_plain(struct arena *, const char *);

/* ---- what Twilio tells (sms_form.c) ------------------------------------- */

struct sms_param { const char *name, *value; };
struct sms_form { struct sms_param *params; size_t count; };
/* False: no form, or beyond 200 fields. */
bool		 sms_form_read(struct arena *, const char *, size_t,
		    struct sms_form *);
const char	*sms_form_value(const struct sms_form *, const char *name);
/* base64 of HMAC-SHA1 over the URL, then names and values in order. */
const char	*sms_signature(struct arena *, const char *token,
		    const char *url, const struct sms_form *);
/* A form as sms_event.body keeps it; without fields if it is none. */
void		 sms_form_kept(struct arena *, const char *json,
		    struct sms_form *);

struct sms_event {
	const char	*id, *key, *brand, *sms, *kind, *status;
	const char	*sender;	/* of a text */
	const char	*to;		/* of a status: of whom its text is */
	const char	*outcome;
};
/* sms_event.c.  NOT_FOUND: it was told before. */
enum outcome	 sms_event_put(struct act *, struct sms_event *,
		    const struct sms_form *);
/* sms_status.c: what became of one; ours: our name for it, NULL.  And what was
 * told of it before we knew theirs. */
enum outcome	 sms_status_take(struct act *, const struct sms_form *,
		    const char *ours);
enum outcome	 sms_early(struct act *, const char *sid);
/* "delivered" of theirs is "delivered" of ours; NULL: nothing new. */
const char	*sms_state_of(const char *status);

#endif
