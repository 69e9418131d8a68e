/* SPDX-License-Identifier: ISC */
#include <ctype.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/payments/gift_cards.h"
#include "lib/payments/parts.h"
#include "lib/payments/stripe_amount.h"

static const char sql_find[] =
    "SELECT id, currency, balance FROM gift_card WHERE code_hash = :hash"
    " AND brand_id = :brand AND is_active = 1"
    " AND (expires_at IS NULL OR expires_at > :now)";
/* The one place where a card may be spent. */
static const char sql_take[] =
    "UPDATE gift_card SET balance = balance - :n, updated_at = :now,"
    " version = version + 1"
    " WHERE id = :id AND balance >= :n AND is_active = 1";
static const char sql_paid[] =
    "UPDATE payment SET state = 'succeeded', received = amount,"
    " gift_card_id = :card, succeeded_at = :now, updated_at = :now"
    " WHERE id = :id";

struct card { const char *id, *currency; int64_t balance; };

/* As people copy them: in any case, parted or not, with letters that look
 * like others. */
const char *
gift_card_hash(struct arena *arena, const char *code)
{
	char	*plain = arena_alloc(arena, strlen(code) + 1);
	size_t	 n = 0;
	int	 c;

	for (; *code != '\0'; code++) {
		c = toupper((unsigned char)*code);
		if (c == '-' || c == ' ')
			continue;
		plain[n++] = (char)(c == 'O' ? '0' : c == 'I' || c == 'L' ?
		    '1' : c);
	}
	return crypto_sha256_hex(arena, plain);
}

static enum outcome
find(struct act *act, const char *code, const struct payment_due *due,
    struct card *card)
{
	struct stmt	*s = db_sql(act->db, sql_find);
	enum outcome	 e;

	db_bind_text(s, ":hash", gift_card_hash(act->arena, code));
	db_bind_text(s, ":brand", due->brand_id);
	db_bind_int(s, ":now", act->now);
	if ((e = db_step(s)) == SOUK_OK)
		*card = (struct card){ db_copy(s, 0, act->arena),
		    db_copy(s, 1, act->arena), db_int(s, 2) };
	db_done(s);
	if (e == SOUK_NOT_FOUND)
		return act_bad_field(act, "code",
		    &payments_messages[PAYMENTS_CARD_UNKNOWN]);
	if (e != SOUK_OK)
		return e;
	if (!text_equal(card->currency, due->currency))
		return act_refuse(act, SOUK_CONFLICT,
		    &payments_messages[PAYMENTS_CARD_CURRENCY]);
	return card->balance > 0 ? SOUK_OK : act_refuse(act, SOUK_CONFLICT,
	    &payments_messages[PAYMENTS_CARD_EMPTY]);
}

static enum outcome
take(struct act *act, const struct card *card, int64_t amount)
{
	struct stmt	*s = db_sql(act->db, sql_take);
	enum outcome	 e;

	db_bind_text(s, ":id", card->id);
	db_bind_int(s, ":n", amount);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run_changed(s)) != SOUK_NOT_FOUND)
		return e;
	return act_refuse(act, SOUK_CONFLICT,
	    &payments_messages[PAYMENTS_CARD_STALE]);
}

static enum outcome
paid(struct act *act, const struct card *card, const char *id,
    struct record **payment)
{
	struct stmt	*s = db_sql(act->db, sql_paid);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":card", card->id);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run_changed(s)) != SOUK_OK ||
	    (e = payment_find(act, id, payment)) != SOUK_OK)
		return e;
	return payment_came(act, *payment,
	    payment_number(*payment, PAYMENT_AMOUNT));
}

/* Less than is due: as much as leaves what a bank card can pay, if there is. */
static int64_t
part_of(const struct payment_due *due, int64_t balance)
{
	const int64_t	 part = due->amount - stripe_amount_up(
			    due->amount - balance, due->currency);

	return part > 0 ? part : balance;
}

enum outcome
gift_card_pay(struct act *act, const char *subject, const char *subject_id,
    const char *code, struct record **payment)
{
	const struct payment_ask	 ask = { subject, subject_id,
					    PROVIDER_GIFT_CARD };
	const struct payment_user	*user = payment_user_of(act, subject);
	struct payment_due		 due = { .amount = 0 };
	struct card			 card = { .id = NULL };
	const char			*id;
	enum outcome			 e;

	if (user == NULL)
		return SOUK_NOT_FOUND;
	if ((e = user->due(act, subject_id, &due)) != SOUK_OK ||
	    (e = find(act, code, &due, &card)) != SOUK_OK ||
	    (e = payment_cancel_of(act, subject, subject_id)) != SOUK_OK)
		return e;
	if (due.amount > card.balance)
		due.amount = part_of(&due, card.balance);
	if ((e = take(act, &card, due.amount)) != SOUK_OK ||
	    (e = payment_put(act, &ask, &due, payment)) != SOUK_OK)
		return e;
	id = payment_text(*payment, PAYMENT_ID);
	if ((e = paid(act, &card, id, payment)) != SOUK_OK)
		return e;
	return payment_read(act, id, payment);
}
