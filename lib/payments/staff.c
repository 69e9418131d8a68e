/* SPDX-License-Identifier: ISC */
#include "lib/payments/staff.h"

#include <assert.h>

#include "lib/base/crypto.h"
#include "lib/base/money.h"
#include "lib/base/typeid.h"
#include "lib/base/validate.h"
#include "lib/payments/parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const char *const reasons[] = {
	"duplicate", "fraudulent", "requested_by_customer", NULL
};

/* In the currency of the payment, which only this module knows. */
#define AMOUNT(HELP) { .name = "amount", .type = FIELD_MONEY, \
	.flags = FIELD_AS_GIVEN | FIELD_NULLABLE, .help = (HELP) }

static const struct field receive_table[] = {
	[RECEIVE_AMOUNT] = AMOUNT("What came; unless given, all that is owed"),
};
static_assert(COUNT(receive_table) == RECEIVE__MAX, "a row for each field");
const struct fieldset receive_fields =
    FIELDSET("PaymentReceipt", NULL, receive_table);

static const struct field refund_table[] = {
	[REFUND_IN_AMOUNT] = AMOUNT("Unless given, all that is left"),
	[REFUND_IN_REASON] = { .name = "reason", .type = FIELD_ENUM,
		.choices = reasons, .flags = FIELD_NULLABLE,
		.help = "As the provider is told" },
	[REFUND_IN_NOTE] = { .name = "note", .type = FIELD_TEXT, .max = 500,
		.flags = FIELD_NULLABLE, .help = "For the shopkeeper" },
};
static_assert(COUNT(refund_table) == REFUND_IN__MAX, "a row for each field");
const struct fieldset refund_input_fields =
    FIELDSET("RefundInput", NULL, refund_table);

/* 0: not given. */
static enum outcome
amount_read(struct act *act, const char *text, const struct record *payment,
    int64_t *amount)
{
	*amount = 0;
	if (text == NULL)
		return SOUK_OK;
	if (!money_parse(text, money_decimals(payment_text(payment,
	    PAYMENT_CURRENCY)), amount) || *amount <= 0)
		return act_bad_field(act, "amount",
		    &payments_messages[PAYMENTS_NO_AMOUNT]);
	return SOUK_OK;
}

enum outcome
payment_receive_entered(struct act *act, const char *id,
    const struct record *in, struct record **payment)
{
	int64_t		 amount;
	enum outcome	 e;

	if ((e = payment_find_own(act, id, payment)) != SOUK_OK ||
	    (e = amount_read(act, payment_text(in, RECEIVE_AMOUNT), *payment,
	    &amount)) != SOUK_OK)
		return e;
	return payment_receive(act, id, amount, payment);
}

static const char *
cause_of(struct act *act, const char *key)
{
	if (key == NULL)
		return arena_printf(act->arena, "staff:%s",
		    typeid_new(act->arena, "once", act->now));
	return arena_printf(act->arena, "staff:%s", crypto_sha256_hex(
	    act->arena, arena_printf(act->arena, "%s\n%s",
	    act->actor.user_id != NULL ? act->actor.user_id : "", key)));
}

enum outcome
refund_entered(struct act *act, const char *payment_id,
    const struct record *in, const char *key, struct record **refund)
{
	struct refund_ask	 ask = { .payment_id = payment_id,
		.cause = cause_of(act, key),
		.reason = payment_text(in, REFUND_IN_REASON),
		.note = payment_text(in, REFUND_IN_NOTE) };
	struct record		*before, *after;
	enum outcome		 e;

	if ((e = payment_find_own(act, payment_id, &before)) != SOUK_OK ||
	    (e = amount_read(act, payment_text(in, REFUND_IN_AMOUNT), before,
	    &ask.amount)) != SOUK_OK ||
	    (e = refund_ask(act, &ask, refund)) != SOUK_OK ||
	    (e = payment_find(act, payment_id, &after)) != SOUK_OK)
		return e;
	/* The same again changes nothing. */
	if (payment_number(before, PAYMENT_REFUNDED) ==
	    payment_number(after, PAYMENT_REFUNDED))
		return SOUK_OK;
	return payment_audit(act, "refund_payment", "Payment", payment_id,
	    before, after);
}
