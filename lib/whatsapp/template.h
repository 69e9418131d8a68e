/* SPDX-License-Identifier: ISC */
#ifndef SOUK_WHATSAPP_TEMPLATE_H
#define SOUK_WHATSAPP_TEMPLATE_H

#include "lib/base/json_in.h"
#include "lib/db/rows.h"
#include "lib/whatsapp/whatsapp.h"

/*
 * Of the approved template that such a body names; NULL where the kind is
 * another.  CONFLICT: there is none.
 */
enum outcome	 wa_template_category(struct act *, const char *brand_id,
		    const char *kind, const struct json_in *object,
		    const char **category);
/* As Meta told it, at this synchronisation.  False: it is none. */
bool		 wa_template_store(struct act *, const char *brand_id,
		    const char *account_id, const struct json_in *,
		    enum outcome *);
/* What this synchronisation did not name is gone at Meta. */
enum outcome	 wa_template_forget(struct act *, const char *account_id);

/* MESSAGE_MANAGE. */
enum wa_template_filter { WA_TEMPLATES_OF_STATUS, WA_TEMPLATES_OF_NAME,
	WA_TEMPLATES_OF__MAX };
extern const struct fieldset	wa_template_filters;
enum outcome	 wa_template_list(struct act *, const struct record *filter,
		    const struct list_query *, struct rows *);
const char	*wa_template_cursor(struct act *, const struct rows *,
		    const struct record *);

#endif
