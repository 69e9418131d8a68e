/* SPDX-License-Identifier: ISC */
/* What Stripe says of our key, our webhook and our clock. */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/payments/doctor.h"
#include "lib/payments/event.h"
#include "lib/payments/stripe.h"
#include "lib/payments/webhook.h"

#define SKEW	60	/* seconds; at STRIPE_TOLERANCE nothing is believed */

static const char *const paths[] = { "/webhooks/stripe",
	"/api/billing/stripe/webhook" };

/* ---- the key -------------------------------------------------------------------------- */

static int
check_skew(struct act *act, const struct stripe_answer *answer,
    struct buf *out)
{
	const long long	 skew = answer->date - clock_now() / CLOCK_SECOND;

	if (answer->date == 0 || (skew < SKEW && skew > -SKEW))
		return 0;
	return finding(out, "clock", arena_printf(act->arena,
	    "differs from Stripe's by %lld s; from %d s on no event is "
	    "believed", skew, STRIPE_TOLERANCE), "let it be set by NTP");
}

static int
tell_refused(const struct stripe_answer *answer, struct buf *out)
{
	if (answer->status == 401)
		return finding(out, "SOUK_STRIPE_KEY", "Stripe does not know "
		    "it", "copy it anew, or make another");
	if (answer->status == 403)
		return finding(out, "SOUK_STRIPE_KEY", "may not read the "
		    "account", "allow it to, or use an unrestricted key");
	return finding(out, "SOUK_STRIPE_URL", "Stripe does not answer",
	    "try again; see whether this machine reaches it");
}

/* A restricted key may not see the account, but its balance. */
static void
account_ask(struct act *act, struct stripe_answer *answer)
{
	stripe_ask(act, &(struct stripe_call){ .path = "/v1/account" },
	    answer);
	if (answer->status == 403)
		stripe_ask(act, &(struct stripe_call){
		    .path = "/v1/balance" }, answer);
}

static int
check_account(struct act *act, struct buf *out, bool *reached)
{
	struct stripe_answer	 answer;
	const struct json_in	*charges, *live;
	const char		*id;

	account_ask(act, &answer);
	*reached = answer.end == STRIPE_TAKEN;
	if (!*reached)
		return tell_refused(&answer, out);
	id = stripe_text(answer.json, "id");
	buf_printf(out, "stripe: account %s, %s\n", id != NULL ? id :
	    "of a restricted key", stripe_is_live(act) ? "real money" :
	    "test mode");
	live = json_member(answer.json, "livemode");
	if (live != NULL && live->type == JSON_BOOL &&
	    live->boolean != stripe_is_live(act))
		return check_skew(act, &answer, out) + finding(out,
		    "SOUK_STRIPE_KEY", "is of another mode than it says",
		    "copy it anew");
	charges = json_member(answer.json, "charges_enabled");
	if (charges != NULL && charges->type == JSON_BOOL && !charges->boolean)
		return check_skew(act, &answer, out) + finding(out, "stripe",
		    "the account cannot take money yet", "finish it at "
		    "Stripe's");
	return check_skew(act, &answer, out);
}

/* ---- the webhook ------------------------------------------------------------------------- */

static bool
is_ours(struct act *act, const struct json_in *endpoint)
{
	const char	*url = stripe_text(endpoint, "url");

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		if (text_equal(url, arena_printf(act->arena, "%s%s",
		    act->config->base_url, paths[i])))
			return true;
	return false;
}

static bool
is_enabled(const struct json_in *list, const char *type)
{
	for (size_t i = 0; list != NULL && i < list->count; i++)
		if (list->items[i].type == JSON_STRING &&
		    (strcmp(list->items[i].text, type) == 0 ||
		    strcmp(list->items[i].text, "*") == 0))
			return true;
	return false;
}

static int
check_events(struct act *act, const struct json_in *endpoint, struct buf *out)
{
	const struct json_in	*list = json_member(endpoint,
				    "enabled_events");
	struct buf		 missing;

	if (list != NULL && list->type != JSON_ARRAY)
		list = NULL;
	buf_init(&missing, act->arena, 256);
	for (const char *const *t = stripe_events_needed; *t != NULL; t++)
		if (!is_enabled(list, *t))
			buf_printf(&missing, " %s", *t);
	if (missing.len == 0)
		return 0;
	return finding(out, "stripe", arena_printf(act->arena, "the webhook "
	    "is not told of%s", missing.p), "enable these events of it");
}

static int
check_endpoint(struct act *act, const struct json_in *endpoint,
    struct buf *out)
{
	const char	*status = stripe_text(endpoint, "status");
	int		 n = check_events(act, endpoint, out);

	if (status != NULL && strcmp(status, "enabled") != 0)
		n += finding(out, "stripe", "the webhook is disabled",
		    "enable it at Stripe's");
	if (json_member(endpoint, "api_version") == NULL)
		return n;
	buf_printf(out, "stripe: the webhook speaks %s\n",
	    stripe_text(endpoint, "api_version") != NULL ?
	    stripe_text(endpoint, "api_version") : "the account's version");
	return n;
}

static int
check_webhook(struct act *act, struct buf *out)
{
	struct stripe_answer	 answer;
	const struct json_in	*items;
	size_t			 count;
	int			 n = 0, found = 0;

	stripe_ask(act, &(struct stripe_call){
	    .path = "/v1/webhook_endpoints?limit=100" }, &answer);
	if (answer.end != STRIPE_TAKEN)
		return finding(out, "stripe", "whether the webhook is there "
		    "cannot be seen", "let the key read webhooks");
	items = stripe_items(answer.json, "data", &count);
	for (size_t i = 0; i < count; i++)
		if (items[i].type == JSON_OBJECT && is_ours(act, &items[i])) {
			n += check_endpoint(act, &items[i], out);
			found++;
		}
	if (found > 1)
		n += finding(out, "stripe", "more than one webhook leads "
		    "here", "keep one of them");
	return found > 0 ? n : finding(out, "stripe", arena_printf(act->arena,
	    "no webhook leads to %s%s", act->config->base_url, paths[0]),
	    "add it at Stripe's, and put its signing secret into "
	    "SOUK_STRIPE_WEBHOOK_SECRETS");
}

int
stripe_findings(struct act *act, struct buf *out)
{
	bool	 reached;
	int	 n;

	if (*act->config->stripe_key == '\0')
		return finding(out, "SOUK_STRIPE_KEY", "is not set",
		    "copy the secret key from Stripe");
	n = check_account(act, out, &reached);
	return reached ? n + check_webhook(act, out) : n;
}
