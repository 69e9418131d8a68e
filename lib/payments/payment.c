/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/db/compose.h"
#include "lib/payments/fault.h"
#include "lib/payments/parts.h"
#include "lib/souk.h"

static const char sql_refunds[] =
    "SELECT " REFUND_COLUMNS " WHERE r.payment_id = :payment ORDER BY r.id";
static const char sql_of[] =
    "SELECT id FROM payment WHERE subject = :subject AND subject_id = :id"
    " ORDER BY id";

const struct payment_user *
payment_user_of(const struct act *act, const char *subject)
{
	const struct payment_user *const	*user = act->souk->payment_users;

	for (; *user != NULL; user++)
		if (text_equal((*user)->subject, subject))
			return *user;
	return NULL;
}

/* ---- what it is ------------------------------------------------------------ */

static int
choice_of(const char *const *choices, const char *text)
{
	int	i;

	for (i = 0; choices[i] != NULL; i++)
		if (text_equal(choices[i], text))
			break;
	return i;
}

enum payment_state
payment_state_of(const struct record *payment)
{
	return (enum payment_state)choice_of(payment_states,
	    payment_text(payment, PAYMENT_STATE));
}

enum payment_provider
payment_provider_of(const struct record *payment)
{
	return (enum payment_provider)choice_of(payment_providers,
	    payment_text(payment, PAYMENT_PROVIDER));
}

enum account
provider_account(enum payment_provider provider)
{
	static const enum account	accounts[] = {
		[PROVIDER_STRIPE] = ACCOUNT_STRIPE,
		[PROVIDER_CASH] = ACCOUNT_CASH,
		[PROVIDER_TRANSFER] = ACCOUNT_BANK,
		[PROVIDER_GIFT_CARD] = ACCOUNT_GIFT_CARDS,
		[PROVIDER__MAX] = ACCOUNT_CUSTOMERS,
	};

	return accounts[provider];
}

enum outcome
payment_audit(struct act *act, const char *action, const char *type,
    const char *id, const struct record *before, const struct record *after)
{
	return audit_write(act, &(struct audit){ .action = action,
		.entity_type = type, .entity_id = id, .before = before,
		.after = after });
}

/* ---- finding --------------------------------------------------------------- */

enum outcome
payment_find(struct act *act, const char *id, struct record **payment)
{
	const struct column_value	 key = { "id", id, 0 };

	return compose_get(act->db, act->arena, &payment_fields, &key, 1,
	    payment);
}

enum outcome
payment_find_own(struct act *act, const char *id, struct record **payment)
{
	enum outcome	 e = payment_find(act, id, payment);

	if (e == SOUK_OK && !text_equal(payment_text(*payment, PAYMENT_BRAND),
	    act->actor.brand_id))
		return act_refuse(act, SOUK_DENIED,
		    &payments_messages[PAYMENTS_FOREIGN]);
	return e;
}

static struct record *
refund_add(struct act *act, struct value *list)
{
	list->items = arena_more(act->arena, list->items, list->count,
	    sizeof(*list->items));
	list->items[list->count] = *record_new(act->arena, &refund_fields);
	return &list->items[list->count++];
}

static enum outcome
refunds_read(struct act *act, struct record *payment)
{
	struct value	*list = &payment->values[PAYMENT_REFUNDS];
	struct stmt	*s = db_sql(act->db, sql_refunds);
	enum outcome	 e;

	list->state = VALUE_SET;
	db_bind_text(s, ":payment", payment_text(payment, PAYMENT_ID));
	while ((e = db_step(s)) == SOUK_OK)
		compose_row(s, 0, act->arena, refund_add(act, list));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* What a buyer is not told: that a card is known as stolen, what staff has
 * to look at and wrote down. */
static void
for_payer(struct record *payment)
{
	struct value	*refunds = &payment->values[PAYMENT_REFUNDS];

	if (payment_text(payment, PAYMENT_DECLINE) != NULL)
		record_set_text(payment, PAYMENT_DECLINE,
		    payment_decline_shown(payment_text(payment,
		    PAYMENT_DECLINE)));
	payment->values[PAYMENT_FLAG].state = VALUE_NULL;
	for (size_t i = 0; i < refunds->count; i++) {
		refunds->items[i].values[REFUND_NOTE].state = VALUE_NULL;
		refunds->items[i].values[REFUND_STUCK_AT].state = VALUE_NULL;
	}
}

static void
reason_write(struct act *act, struct record *payment)
{
	const struct message	*why = payment_fault(
				    payment_text(payment, PAYMENT_ERROR),
				    payment_text(payment, PAYMENT_DECLINE));

	payment->values[PAYMENT_REASON].state = VALUE_NULL;
	if (why != NULL)
		record_set_text(payment, PAYMENT_REASON,
		    why->text[act->locale]);
}

enum outcome
payment_read(struct act *act, const char *id, struct record **payment)
{
	const bool			 staff =
	    (act->actor.permissions & PAYMENT_VIEW) != 0;
	const struct payment_user	*user;
	enum outcome			 e;

	e = staff ? payment_find_own(act, id, payment) :
	    payment_find(act, id, payment);
	if (e != SOUK_OK)
		return e;
	if (!staff) {
		user = payment_user_of(act,
		    payment_text(*payment, PAYMENT_SUBJECT));
		if (user == NULL)
			return SOUK_NOT_FOUND;
		e = user->may_see(act,
		    payment_text(*payment, PAYMENT_SUBJECT_ID));
	}
	if (e != SOUK_OK || (e = refunds_read(act, *payment)) != SOUK_OK)
		return e;
	reason_write(act, *payment);
	if (!staff)
		for_payer(*payment);
	return SOUK_OK;
}

/* ---- of a subject ---------------------------------------------------------- */

static enum outcome
ids_of(struct act *act, const char *subject, const char *id,
    const char ***ids, size_t *count)
{
	struct stmt	*s = db_sql(act->db, sql_of);
	const char	**grown;
	size_t		 cap = 8;
	enum outcome	 e;

	*count = 0;
	*ids = arena_array(act->arena, cap, sizeof(**ids));
	db_bind_text(s, ":subject", subject);
	db_bind_text(s, ":id", id);
	while ((e = db_step(s)) == SOUK_OK) {
		if (*count == cap) {
			grown = arena_array(act->arena, 2 * cap,
			    sizeof(*grown));
			memcpy(grown, *ids, cap * sizeof(*grown));
			*ids = grown;
			cap *= 2;
		}
		(*ids)[(*count)++] = db_copy(s, 0, act->arena);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
payment_list_of(struct act *act, const char *subject, const char *id,
    struct record **list, size_t *count)
{
	const char	**ids;
	struct record	*one;
	enum outcome	 e;

	if ((e = ids_of(act, subject, id, &ids, count)) != SOUK_OK)
		return e;
	*list = arena_array(act->arena, *count + 1, sizeof(**list));
	for (size_t i = 0; i < *count; i++) {
		if ((e = payment_find(act, ids[i], &one)) != SOUK_OK ||
		    (e = refunds_read(act, one)) != SOUK_OK)
			return e;
		reason_write(act, one);
		(*list)[i] = *one;
	}
	return SOUK_OK;
}
