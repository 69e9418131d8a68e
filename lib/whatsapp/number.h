/* SPDX-License-Identifier: ISC */
#ifndef SOUK_WHATSAPP_NUMBER_H
#define SOUK_WHATSAPP_NUMBER_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"

/*
 * Our numbers, as the office sees them.  They come from Meta, by the
 * synchronisation; what is changed here is how they are used.  The token is
 * written and never read: token of "" leads back to the configured one.
 *
 * A number is of one brand, and staff may give it to another.  What was said
 * stays where it was said: conversations, messages and people remain the old
 * brand's, which can read and close them, and nothing of it goes by that number
 * any more (their window shows closed).  Who writes after that begins anew with
 * the new brand; should the number come back, the old talk goes on.  What Meta
 * still tells of an old message, its statuses, edits and revocations, is the
 * old brand's.
 *
 * A number that Meta does not name any more is gone: nothing goes from it, it
 * is shown so and the staff are told once.  Named again, it is as it was.
 */
enum wa_number_field { WA_NUMBER_ID, WA_NUMBER_BRAND, WA_NUMBER_META,
	WA_NUMBER_ACCOUNT, WA_NUMBER_PHONE, WA_NUMBER_NAME,
	WA_NUMBER_DEFAULT, WA_NUMBER_ACTIVE, WA_NUMBER_COEXISTS,
	WA_NUMBER_QUALITY, WA_NUMBER_PER_SECOND, WA_NUMBER_PER_DAY,
	WA_NUMBER_HELD_UNTIL, WA_NUMBER_PROBLEM, WA_NUMBER_SYNCED_AT,
	WA_NUMBER_GONE_AT, WA_NUMBER_CREATED_AT, WA_NUMBER_UPDATED_AT, WA_NUMBER_VERSION,
	WA_NUMBER_TOKEN, WA_NUMBER__MAX };
extern const struct fieldset	wa_number_fields;	/* "WhatsAppNumber" */

/* All of them: SETTINGS_EDIT. */
enum outcome	 wa_number_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*wa_number_cursor(struct act *, const struct rows *,
		    const struct record *);
enum outcome	 wa_number_read(struct act *, const char *id,
		    struct record **);
/* Whatever holds it back is forgotten: with what was changed it may go on.
 * CONFLICT: to another brand, while messages wait to go from it. */
enum outcome	 wa_number_change(struct act *, const char *id,
		    const struct record *, struct record **);

enum wa_sync_field { WA_SYNC_BRAND, WA_SYNC__MAX };
extern const struct fieldset	wa_sync_fields;		/* "WhatsAppSync" */
/* Numbers and templates are taken over from Meta, by a job; numbers that are new
 * are the brand's that is said, else the actor's; by the job of each night those
 * of the brand with the account's oldest number.  CONFLICT: WhatsApp is not set
 * up. */
enum outcome	 wa_sync_put(struct act *, const struct record *);
/* Not before `due`; no permission is asked for. */
enum outcome	 wa_sync_for(struct act *, const char *brand_id,
		    int64_t due);

/* number_store.c: one of the configured account as Meta tells it; a new one is
 * that brand's. */
struct json_in;
enum outcome	 wa_number_store(struct act *, const char *brand,
		    const struct json_in *);
/* "TIER_1K": people a day; 0: as many as one likes, -1: it is none. */
int64_t		 wa_tier(const char *);

/* number_move.c: private to numbers and their synchronisation. */
/* INVALID, naming the field brandId: there is none. */
enum outcome	 wa_number_brand(struct act *, const char *brand_id);
/* From its brand to that one: all but its row's brand_id. */
enum outcome	 wa_number_leave(struct act *, const struct record *number,
		    const char *brand_id);
/* A brand that has a number has a default one, if any is in use. */
enum outcome	 wa_number_default(struct act *, const char *brand_id);
/* Those of the account that this synchronisation did not name. */
enum outcome	 wa_number_forget(struct act *, const char *account_id);
/* It is named again.  OK also if it was never gone. */
enum outcome	 wa_number_back(struct act *, const char *meta_id);

/* What its token is sealed under. */
const char	*wa_number_label(struct act *, const char *id);

#endif
