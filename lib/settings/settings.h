/* SPDX-License-Identifier: ISC */
#ifndef SOUK_SETTINGS_SETTINGS_H
#define SOUK_SETTINGS_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/act.h"
#include "lib/base/field.h"

/*
 * What the owner may change while the shop runs.  Each module describes its
 * own settings as a field set (every field with an initial value); lib/souk.c
 * joins them into one set of OBJECTs, "shop", "catalog", "accounts" …  Stored
 * as rows (name "shop.currency", value JSON).  A process keeps a snapshot
 * and reloads it when the shared generation moved.
 */
struct settings;

/* The shop's own settings; other modules read these. */
enum shop_setting {
	SHOP_NAME, SHOP_DESCRIPTION, SHOP_CURRENCY, SHOP_LOCALE, SHOP_ZONE,
	SHOP_EMAIL, SHOP_PHONE, SHOP_ADDRESS, SHOP__MAX
};
extern const struct fieldset	shop_settings;

struct settings	*settings_new(const struct fieldset *all);	/* initial */
void		 settings_free(struct settings *);
/* Read the rows again if the generation moved (or force). */
enum outcome	 settings_load(struct settings *, struct act *, bool force);

int64_t		 settings_int(const struct settings *, const struct fieldset *,
		    int field);
const char	*settings_text(const struct settings *,
		    const struct fieldset *, int field);
/* Short cuts for what everybody needs. */
const char	*settings_currency(const struct settings *);
int		 settings_decimals(const struct settings *);
enum locale	 settings_locale(const struct settings *);

/* The whole snapshot as a record of `all`. */
const struct record	*settings_record(const struct settings *);
/*
 * Store what is present, audited.  DENIED: a field outside `limited_only`
 * fields and the actor has only SETTINGS_LIMITED (fields marked by
 * settings_is_limited).  In the caller's WRITE transaction; all processes
 * reload after the commit.
 */
enum outcome	 settings_change(struct act *, const struct record *change,
		    bool limited_only);
bool		 settings_is_limited(const struct fieldset *, int field);

#endif
