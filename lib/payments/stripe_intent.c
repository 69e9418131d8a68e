/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/payments/stripe_start.h"
#include "lib/settings/settings.h"

/* Stripe takes neither quotes nor brackets there, and needs a letter. */
static const char *
suffix_of(struct act *act)
{
	const char	*in = settings_text(act->settings, &payments_settings,
			    PAYMENTS_STATEMENT);
	char		*out = arena_alloc(act->arena, strlen(in) + 1);
	size_t		 n = 0;
	bool		 letter = false;

	for (; *in != '\0'; in++)
		if (strchr("<>\\'\"*", *in) == NULL && *in >= ' ' &&
		    *in < 0x7f) {
			out[n++] = *in;
			letter |= (*in | 0x20) >= 'a' && (*in | 0x20) <= 'z';
		}
	return letter ? out : NULL;
}

/* What both ways say of the payment itself. */
static void
about_put(struct act *act, struct stripe_form *form, const char *format,
    const struct start *st)
{
	const struct { const char *name, *value; } all[] = {
		{ "receipt_email", st->due.email },
		{ "description", st->due.label },
		{ "statement_descriptor_suffix", suffix_of(act) },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		stripe_put(form, *format == '\0' ? all[i].name :
		    arena_printf(act->arena, "%s[%s]", format, all[i].name),
		    all[i].value);
}

/* ---- a form in our page ------------------------------------------------------------ */

static bool
intent_form(struct act *act, const struct start *st, struct stripe_form *form)
{
	if (!stripe_put_amount(act, form, "amount",
	    payment_number(st->payment, PAYMENT_AMOUNT), "currency",
	    payment_text(st->payment, PAYMENT_CURRENCY)))
		return false;
	stripe_put(form, "automatic_payment_methods[enabled]", "true");
	stripe_put_metadata(act, form, "metadata", st->payment);
	about_put(act, form, "", st);
	return true;
}

static bool
intent_read(const struct json_in *json, struct payment_start *out)
{
	const char	*status = stripe_text(json, "status");

	out->client_secret = stripe_text(json, "client_secret");
	return out->client_secret != NULL && status != NULL &&
	    text_starts(status, "requires_") &&
	    !text_equal(status, "requires_capture");
}

const struct start_way stripe_intent_way = {
	.ref = PAYMENT_INTENT, .other = PAYMENT_SESSION,
	.path = "/v1/payment_intents", .suffix = "1",
	.object = "payment_intent", .amount_name = "amount",
	.form = intent_form, .read = intent_read, .gone = "canceled",
};

/* ---- a page of Stripe's -------------------------------------------------------------- */

#define HALF_HOUR	(31 * 60)	/* Stripe's least, and a minute */
#define DAY		(24 * 3600 - 60)

/* The page of ours, and how the buyer comes back to it. */
static const char *
page_of(struct act *act, const struct start *st, const char *how)
{
	const char	*path = st->due.return_path;
	const size_t	 n = strcspn(path, "#");

	return arena_printf(act->arena, "%s%.*s%cpayment=%s%s",
	    act->config->base_url, (int)n, path,
	    memchr(path, '?', n) == NULL ? '?' : '&', how, path + n);
}

/*
 * As long as what is paid is held, within what Stripe takes.  From the row
 * alone, so that the same key goes with the same request; when that is too
 * near by now, the payment is begun anew.
 */
static void
expiry_put(struct stripe_form *form, const struct record *payment)
{
	const int64_t	begun = payment_number(payment, PAYMENT_CREATED_AT) /
			    1000;
	int64_t		end;

	if (payment->values[PAYMENT_EXPIRES_AT].state != VALUE_SET)
		return;
	end = payment_number(payment, PAYMENT_EXPIRES_AT) / 1000;
	if (end < begun + HALF_HOUR)
		end = begun + HALF_HOUR;
	if (end > begun + DAY)
		end = begun + DAY;
	stripe_put_int(form, "expires_at", end);
}

static bool
session_form(struct act *act, const struct start *st, struct stripe_form *form)
{
	const char	*id = payment_text(st->payment, PAYMENT_ID);

	stripe_put(form, "mode", "payment");
	stripe_put(form, "success_url", page_of(act, st, "done"));
	stripe_put(form, "cancel_url", page_of(act, st, "back"));
	stripe_put(form, "client_reference_id", id);
	stripe_put(form, "customer_email", st->due.email);
	expiry_put(form, st->payment);
	if (!stripe_put_amount(act, form,
	    "line_items[0][price_data][unit_amount]",
	    payment_number(st->payment, PAYMENT_AMOUNT),
	    "line_items[0][price_data][currency]",
	    payment_text(st->payment, PAYMENT_CURRENCY)))
		return false;
	stripe_put(form, "line_items[0][price_data][product_data][name]",
	    st->due.label);
	stripe_put(form, "line_items[0][quantity]", "1");
	stripe_put_metadata(act, form, "metadata", st->payment);
	stripe_put_metadata(act, form, "payment_intent_data[metadata]",
	    st->payment);
	about_put(act, form, "payment_intent_data", st);
	return true;
}

/* What a browser is sent to. */
static bool
session_read(const struct json_in *json, struct payment_start *out)
{
	const struct json_in	*url = json_member(json, "url");

	if (url == NULL || url->type != JSON_STRING || url->len > 2048 ||
	    !text_equal(stripe_text(json, "status"), "open") ||
	    !text_is_http_url(url->text))
		return false;
	out->url = url->text;
	return true;
}

const struct start_way stripe_session_way = {
	.ref = PAYMENT_SESSION, .other = PAYMENT_INTENT,
	.path = "/v1/checkout/sessions", .suffix = "session",
	.object = "checkout.session", .amount_name = "amount_total",
	.form = session_form, .read = session_read, .gone = "expired",
};
