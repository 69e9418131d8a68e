/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/base/config.h"
#include "lib/payments/payments.h"
#include "lib/settings/settings.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const struct field settings[] = {
	[PAYMENTS_STRIPE] = {
		.name = "card", .type = FIELD_BOOLEAN, .initial = "true",
		.help = "Cards and wallets by Stripe, where there is a key" },
	[PAYMENTS_CASH] = {
		.name = "cash", .type = FIELD_BOOLEAN, .initial = "true",
		.help = "Cash when it is handed over" },
	[PAYMENTS_TRANSFER] = {
		.name = "transfer", .type = FIELD_BOOLEAN, .initial = "false",
		.help = "A bank transfer ahead" },
	[PAYMENTS_HOLDER] = {
		.name = "accountHolder", .type = FIELD_TEXT, .max = 140,
		.initial = "\"\"", .help = "Whom a transfer goes to" },
	[PAYMENTS_IBAN] = {
		.name = "iban", .type = FIELD_TEXT, .max = 42,
		.initial = "\"\"", .help = "Or an account number" },
	[PAYMENTS_BIC] = {
		.name = "bic", .type = FIELD_TEXT, .max = 11,
		.initial = "\"\"", .help = "Of that bank" },
	[PAYMENTS_BANK_NOTE] = {
		.name = "transferNote", .type = FIELD_TEXT, .max = 500,
		.flags = FIELD_LINES, .initial = "\"\"",
		.help = "What a buyer is told besides" },
	[PAYMENTS_STATEMENT] = {
		.name = "statementSuffix", .type = FIELD_TEXT, .max = 22,
		.initial = "\"\"",
		.help = "On the buyer's card statement, behind the shop" },
};
static_assert(COUNT(settings) == PAYMENTS__MAX, "a row for each setting");
const struct fieldset payments_settings =
    FIELDSET("PaymentsSettings", NULL, settings);

static const enum payments_setting switches[PROVIDER__MAX] = {
	[PROVIDER_STRIPE] = PAYMENTS_STRIPE,
	[PROVIDER_CASH] = PAYMENTS_CASH,
	[PROVIDER_TRANSFER] = PAYMENTS_TRANSFER,
};

bool
provider_is_on(const struct act *act, enum payment_provider provider)
{
	if (provider == PROVIDER_GIFT_CARD)
		return true;
	if (provider == PROVIDER_STRIPE && *act->config->stripe_key == '\0')
		return false;
	return settings_int(act->settings, &payments_settings,
	    (int)switches[provider]) != 0;
}
