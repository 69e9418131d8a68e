/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_LIVES_H
#define SOUK_TESTS_HTTP_LIVES_H

#include "tests/http/buy_race.h"
#include "tests/permute.h"

/*
 * Lives of a payment at Stripe, each told to the shop in many orders and some
 * of it twice: whatever was heard first, the end is the same.
 */
#define LIFE_EVENTS	16
#define DIGEST		600

/* What became of an order, its money and the books. */
static const char life_digest[] =
    "SELECT o.state || ' ' || o.paid || ' ' || o.refunded || ' ' ||"
    " o.stock_held || ' ' || coalesce(o.short, '-') || ' | ' || coalesce("
    "(SELECT group_concat(p.state || ' ' || p.received || ' ' || p.refunded"
    " || ' ' || coalesce(p.flag, '-')) FROM payment p WHERE p.subject_id ="
    " o.id), '') || ' | ' || coalesce((SELECT group_concat(x) FROM (SELECT"
    " r.state || ' ' || r.amount AS x FROM payment_refund r JOIN payment p ON"
    " p.id = r.payment_id WHERE p.subject_id = o.id ORDER BY r.amount,"
    " r.state)), '') || ' | ' || coalesce((SELECT group_concat(d.state || ' '"
    " || d.amount) FROM payment_dispute d JOIN payment p ON p.id ="
    " d.payment_id WHERE p.subject_id = o.id), '') || ' | ' || coalesce("
    "(SELECT group_concat(account || ' ' || n) FROM (SELECT account, sum(n)"
    " AS n FROM (SELECT debit AS account, amount AS n, subject_id FROM"
    " ledger_entry UNION ALL SELECT credit, -amount, subject_id FROM"
    " ledger_entry) e WHERE e.subject_id = o.id OR e.subject_id IN (SELECT id"
    " FROM payment WHERE subject_id = o.id) OR e.subject_id IN (SELECT d.id"
    " FROM payment_dispute d JOIN payment p ON p.id = d.payment_id WHERE"
    " p.subject_id = o.id) GROUP BY account HAVING sum(n) <> 0 ORDER BY"
    " account)), '') FROM orders o WHERE o.id = '%s'";

static inline void
life_look(const char *order, char digest[DIGEST])
{
	char	*sql, *value;

	ck_assert_int_ge(asprintf(&sql, life_digest, order), 0);
	value = shop_sql(sql);
	snprintf(digest, DIGEST, "%s", value);
	free(value);
	free(sql);
}

/* ---- lives ------------------------------------------------------------------ */

static char	 life_intent[80];

static inline void
life_last(const char *kind, char id[80])
{
	stripe_ask("last", "kind=%s", kind);
	snprintf(id, 80, "%s", stripe_at("id"));
}

static inline void
life_paid(const char *url)
{
	ck_assert_str_ne(stripe_pay(url, "pm_card_visa"), "");
	life_last("payment_intent", life_intent);
}

static inline void
life_declined_then_paid(const char *url)
{
	stripe_pay(url, "pm_card_chargeDeclined");
	life_paid(url);
}

static inline void
life_told_later(const char *url)
{
	stripe_pay(url, "pm_sepa");
	life_last("payment_intent", life_intent);
	stripe_ask("settle", "intent=%s&good=1", life_intent);
}

static inline void
life_failed_later(const char *url)
{
	stripe_pay(url, "pm_sepa");
	life_last("payment_intent", life_intent);
	stripe_ask("settle", "intent=%s&good=0", life_intent);
}

/* By hand, at Stripe. */
static inline void
life_partly_back(const char *url)
{
	life_paid(url);
	stripe_ask("refund", "intent=%s&amount=500", life_intent);
}

static inline void
life_back_twice(const char *url)
{
	life_partly_back(url);
	stripe_ask("refund", "intent=%s&amount=990", life_intent);
}

static inline void
life_refund_fails(const char *url)
{
	char	 refund[80];

	life_partly_back(url);
	life_last("refund", refund);
	stripe_ask("refund", "refund=%s&good=0", refund);
}

static inline void
life_disputed(const char *url)
{
	life_paid(url);
	stripe_ask("dispute", "intent=%s", life_intent);
}

static inline void
life_dispute_lost(const char *url)
{
	char	 dispute[80];

	life_disputed(url);
	life_last("dispute", dispute);
	stripe_ask("dispute", "dispute=%s&won=0", dispute);
}

static inline void
life_dispute_won(const char *url)
{
	char	 dispute[80];

	life_disputed(url);
	life_last("dispute", dispute);
	stripe_ask("dispute", "dispute=%s&won=1", dispute);
}

static inline void
life_expired(const char *url)
{
	char	 session[80], path[160];

	stripe_pay(url, "pm_card_chargeDeclined");
	life_last("checkout_session", session);
	snprintf(path, sizeof(path), "/v1/checkout/sessions/%s/expire",
	    session);
	ck_assert_int_eq(stripe_call(path, ""), 200);
}

static const struct life { const char *name; void (*live)(const char *url); }
lives[] = {
	{ "paid", life_paid },
	{ "declined, then paid", life_declined_then_paid },
	{ "told later", life_told_later },
	{ "failed later", life_failed_later },
	{ "partly back", life_partly_back },
	{ "back twice", life_back_twice },
	{ "a refund that fails", life_refund_fails },
	{ "disputed", life_disputed },
	{ "a dispute that is lost", life_dispute_lost },
	{ "a dispute that is won", life_dispute_won },
	{ "expired", life_expired },
};

/* ---- telling ------------------------------------------------------------------- */

/* One life of a new order; how many events there are to tell. */
static inline int
life_begin(const struct life *life, const char *thing, char order[64])
{
	struct client	*c = guest_with(thing, 1);

	snprintf(order, 64, "%s", order_new(c, "stripe"));
	stripe_hooks("hold");
	life->live(pay_page_surely(c, order));
	client_free(c);
	return (int)stripe_books(NULL, "kept");
}

static inline void
shuffle(int *them, int n, unsigned *seed)
{
	for (int i = n - 1; i > 0; i--) {
		int	k = (int)((unsigned)rand_r(seed) % (unsigned)(i + 1)),
			t = them[i];

		them[i] = them[k];
		them[k] = t;
	}
}

/* What was told before its payment was known is fetched by jobs. */
static inline void
life_settle(void)
{
	job_now("payments.pull");
	money_await();
}

/* In that order, then all once more in another. */
static inline void
life_tell(const int *order, int n, unsigned *seed)
{
	char	 text[8 * LIFE_EVENTS] = "";
	int	 again[LIFE_EVENTS];
	size_t	 len = 0;

	ck_assert_int_le(n, LIFE_EVENTS);
	memcpy(again, order, sizeof(*again) * (size_t)n);
	shuffle(again, n, seed);
	for (int i = 0; i < 2 * n; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len,
		    "%s%d", i == 0 ? "" : ",", i < n ? order[i] :
		    again[i - n]);
	stripe_ask("deliver", "order=%s", text);
	for (int i = 0; i < 2 * n; i++) {
		snprintf(text, sizeof(text), "said.%d", i);
		ck_assert_str_eq(stripe_at(text), "200");
	}
}

/* All orders of its events, or so many of them by chance; how many, -1: they
 * do not end alike. */
static inline int
life_in_any_order(const struct life *life, int most)
{
	const char	*thing = good_new(life->name, "10.00", most + 2);
	char		 id[64], first[DIGEST], now[DIGEST], text[80];
	int		 order[LIFE_EVENTS], n, told = 0, all = 1;
	unsigned	 seed = 11;
	bool		 more = true;

	n = life_begin(life, thing, id);
	for (int i = 0; i < n; i++) {
		order[i] = i;
		all *= all <= most ? i + 1 : 1;
	}
	life_tell(order, n, &seed);
	life_settle();
	life_look(id, first);
	while (++told <= most && more) {
		ck_assert_int_eq(life_begin(life, thing, id), n);
		if (all > most)
			shuffle(order, n, &seed);
		else
			more = permute(order, n);
		life_tell(order, n, &seed);
		life_settle();
		life_look(id, now);
		text[0] = '\0';
		for (int i = 0; i < n; i++)
			snprintf(text + strlen(text), sizeof(text) -
			    strlen(text), " %d", order[i]);
		if (strcmp(first, now) == 0)
			continue;
		printf("%s, told as%s: %s\nnot %s\n", life->name, text, now,
		    first);
		return -1;
	}
	race_is_sound();
	return told;
}

#endif
