/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"
#include "lib/inbox/contact_parts.h"
#include "lib/settings/settings.h"

/*
 * "milliseconds.chance.mac", all that is known of a form: nothing is stored
 * for one that is only looked at.
 */
#define YOUNGEST	(2 * CLOCK_SECOND)
#define OLDEST		(2 * CLOCK_DAY)
#define CHANCE		9	/* bytes */
#define MAC		16
#define WORK_DIGITS	12

static const char *
mac_of(struct act *act, const char *said)
{
	uint8_t	 key[32], mac[CRYPTO_HASH];

	config_key(act->config, "contact form", key);
	crypto_hmac(key, sizeof(key), said, strlen(said), mac);
	return crypto_base64url(act->arena, mac, MAC);
}

const char *
contact_stamp(struct act *act, bool again)
{
	const int64_t	 made = again ? act->now - YOUNGEST : act->now;
	const char	*said = arena_printf(act->arena, "%lld.%s",
			    (long long)made, crypto_token(act->arena,
			    CHANCE));

	return arena_printf(act->arena, "%s.%s", said, mac_of(act, said));
}

/* Behind the nth dot; NULL: there are fewer. */
static const char *
behind_dot(const char *p, int n)
{
	while (n-- > 0)
		if ((p = strchr(p, '.')) == NULL)
			return NULL;
		else
			p++;
	return p;
}

static bool
is_number(const char *p)
{
	const size_t	 len = strlen(p);

	return len > 0 && len <= WORK_DIGITS &&
	    strspn(p, "0123456789") == len;
}

static bool
has_work(const char *stamp)
{
	uint8_t	 hash[CRYPTO_HASH];

	crypto_sha256(stamp, strlen(stamp), hash);
	for (int bit = 0; bit < CONTACT_WORK_BITS; bit++)
		if ((hash[bit / 8] >> (7 - bit % 8) & 1) != 0)
			return false;
	return true;
}

/* Its time, if it is one of ours; the work ends behind its third dot. */
static bool
is_ours(struct act *act, const char *stamp, int64_t *made)
{
	const char	*chance = behind_dot(stamp, 1);
	const char	*mac = behind_dot(stamp, 2);
	const char	*work = behind_dot(stamp, 3);
	size_t		 len;

	if (chance == NULL || mac == NULL ||
	    (work != NULL && !is_number(work)))
		return false;
	len = work == NULL ? strlen(mac) : (size_t)(work - 1 - mac);
	return text_to_int(arena_text(act->arena, stamp,
	    (size_t)(chance - 1 - stamp)), made) &&
	    crypto_equal_text(arena_text(act->arena, mac, len),
	    mac_of(act, arena_text(act->arena, stamp,
	    (size_t)(mac - 1 - stamp))));
}

size_t
contact_stamp_length(const char *stamp)
{
	const char	*work = behind_dot(stamp, 3);

	return work == NULL ? strlen(stamp) : (size_t)(work - 1 - stamp);
}

enum stamp
contact_stamp_look(struct act *act, const char *stamp)
{
	int64_t	 made;

	if (stamp == NULL || *stamp == '\0')
		return STAMP_NONE;
	if (!is_ours(act, stamp, &made) || act->now - made < YOUNGEST)
		return STAMP_FORGED;
	if (act->now - made > OLDEST)
		return STAMP_OLD;
	return behind_dot(stamp, 3) != NULL && has_work(stamp) ?
	    STAMP_WORKED : STAMP_BARE;
}

/* ---- the shop's side ----------------------------------------------------------- */

struct record *
contact_details(struct act *act)
{
	static const struct {
		enum contact_detail_field	 field;
		const struct fieldset		*of;
		int				 setting;
	} told[] = {
		{ CONTACT_DETAIL_NAME, &shop_settings, SHOP_NAME },
		{ CONTACT_DETAIL_ADDRESS, &shop_settings, SHOP_ADDRESS },
		{ CONTACT_DETAIL_EMAIL, &shop_settings, SHOP_EMAIL },
		{ CONTACT_DETAIL_PHONE, &shop_settings, SHOP_PHONE },
		{ CONTACT_DETAIL_HOURS, &inbox_settings, INBOX_HOURS },
		{ CONTACT_DETAIL_PLACE, &inbox_settings, INBOX_PLACE },
	};
	struct record	*r = record_new(act->arena, &contact_detail_fields);
	const char	*text;

	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++) {
		text = settings_text(act->settings, told[i].of,
		    told[i].setting);
		r->values[told[i].field].state = VALUE_NULL;
		if (text != NULL && *text != '\0')
			record_set_text(r, (int)told[i].field, text);
	}
	record_set_text(r, CONTACT_DETAIL_STAMP, contact_stamp(act, false));
	record_set_int(r, CONTACT_DETAIL_WORK, CONTACT_WORK_BITS);
	return r;
}
