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
 */
enum wa_number_field { WA_NUMBER_ID, WA_NUMBER_BRAND, WA_NUMBER_META,
	WA_NUMBER_ACCOUNT, WA_NUMBER_PHONE, WA_NUMBER_NAME,
	WA_NUMBER_DEFAULT, WA_NUMBER_ACTIVE, WA_NUMBER_COEXISTS,
	WA_NUMBER_QUALITY, WA_NUMBER_PER_SECOND, WA_NUMBER_PER_DAY,
	WA_NUMBER_HELD_UNTIL, WA_NUMBER_PROBLEM, WA_NUMBER_SYNCED_AT,
	WA_NUMBER_CREATED_AT, WA_NUMBER_UPDATED_AT, WA_NUMBER_VERSION,
	WA_NUMBER_TOKEN, WA_NUMBER__MAX };
extern const struct fieldset	wa_number_fields;	/* "WhatsAppNumber" */

/* All of them: SETTINGS_EDIT. */
enum outcome	 wa_number_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*wa_number_cursor(struct act *, const struct rows *,
		    const struct record *);
enum outcome	 wa_number_read(struct act *, const char *id,
		    struct record **);
/* Whatever holds it back is forgotten: with what was changed it may go on. */
enum outcome	 wa_number_change(struct act *, const char *id,
		    const struct record *, struct record **);

/* Numbers and templates are taken over from Meta, by a job.  CONFLICT: WhatsApp
 * is not set up. */
enum outcome	 wa_sync_put(struct act *);

/* What its token is sealed under. */
const char	*wa_number_label(struct act *, const char *id);

#endif
