/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_POWER_LEDGER_H
#define SOUK_TESTS_FAULTS_POWER_LEDGER_H

#include <pthread.h>
#include <sqlite3.h>

#include "tests/faults/diary_shop.h"
#include "tests/faults/faults.h"

/*
 * Clients that write as fast as they are answered, and what they were told:
 * each deed with the order number of the diary at which it was asked for, and
 * at which it was acknowledged.  A deed is found by its mark: the run, the hand,
 * how many it had done.
 */
#define HANDS		6
#define DEEDS		4000	/* of one hand, at most */
#define MARK		"coupe%d-%d-%d"

struct deed { int kind; uint64_t asked, told; char id[48]; bool found; };

struct hand {
	pthread_t	 thread;
	struct client	*client;
	int		 number, count, most;
	char		 category[64], product[64], sku[32];
	struct deed	*deeds;
	char		 why[400];	/* what was refused */
};

static struct hand	 hands[HANDS];
static int		 hands_serial;	/* of the run */

/* ---- deeds ---------------------------------------------------------------------- */

static inline struct answer *
do_product(struct hand *h, const char *mark)
{
	return client_json(h->client, "POST", PRODUCTS, "{\"name\":\"%s\","
	    "\"description\":\"" TEXT "\",\"categoryId\":\"%s\",\"slug\":"
	    "\"%s-x\",\"basePrice\":7,\"variations\":[{\"sku\":\"%s\","
	    "\"stock\":3}]" ACTIVE "}", mark, h->category, mark, mark);
}

static inline struct answer *
do_edit(struct hand *h, const char *mark)
{
	return client_json(h->client, "PATCH", path_of(PRODUCTS, h->product,
	    ""), "{\"seoTitle\":\"%s\"}", mark);
}

static inline struct answer *
do_movement(struct hand *h, const char *mark)
{
	return client_json(h->client, "POST", "/api/admin/stock/movements",
	    "{\"sku\":\"%s\",\"change\":1,\"reason\":\"received\",\"note\":"
	    "\"%s\"}", h->sku, mark);
}

static inline struct answer *
do_setting(struct hand *h, const char *mark)
{
	return client_json(h->client, "PATCH", "/api/admin/settings",
	    "{\"shop\":{\"name\":\"%s\"}}", mark);
}

static inline struct answer *
do_account(struct hand *h, const char *mark)
{
	return client_json(h->client, "POST", "/api/admin/users",
	    "{\"username\":\"%s\",\"email\":\"%s@staff.test\",\"password\":"
	    "\"%s\",\"role\":\"VIEWER\"}", mark, mark, shop_password);
}

static inline struct answer *
do_import(struct hand *h, const char *mark)
{
	char	 csv[160];

	snprintf(csv, sizeof(csv), "slug,name,price\n%s-y,%s,3.50\n", mark,
	    mark);
	return client_send(h->client, "POST", PRODUCTS "/bulk", "text/csv",
	    csv, strlen(csv));
}

static inline struct answer *
do_picture(struct hand *h, const char *mark)
{
	return small_picture_send(h->client, mark, hands_serial * 100003 +
	    h->count);
}

/*
 * found: texts that bear marks.  Of what one hand does again and again to one
 * thing only the last is found; who was told a thing's id looks for that.
 */
static const struct kind {
	const char	*name;
	struct answer	*(*run)(struct hand *, const char *mark);
	const char	*found;
	bool		 is_last, by_id;
	int		 every;		/* so many rounds */
	int		 by;		/* only this hand; -1: all */
} kinds[] = {
	{ "product", do_product, "SELECT sku FROM product_variation"
	  " WHERE sku IS NOT NULL", false, false, 1, -1 },
	{ "edit", do_edit, "SELECT seo_title FROM product_text"
	  " WHERE seo_title IS NOT NULL", true, false, 1, -1 },
	{ "movement", do_movement, "SELECT note FROM stock_movement"
	  " WHERE note IS NOT NULL", false, false, 1, -1 },
	{ "setting", do_setting, "SELECT trim(value, '\"') FROM setting", true, false, 4,
	  0 },
	{ "account", do_account, "SELECT username FROM users", false, false,
	  8, 1 },
	{ "import", do_import, "SELECT id FROM catalog_import", false, true,
	  6, 2 },
	{ "picture", do_picture, "SELECT file_name FROM media"
	  " WHERE file_name IS NOT NULL", false, false, 2, 3 },
};

static inline bool
deed_do(struct hand *h, int kind)
{
	struct deed	*d = &h->deeds[h->count];
	struct answer	*a;
	char		 mark[40];

	snprintf(mark, sizeof(mark), MARK, hands_serial, h->number, h->count);
	d->kind = kind;
	d->asked = diary_now();
	a = kinds[kind].run(h, mark);
	d->told = diary_now();
	if (a->status / 100 != 2) {
		snprintf(h->why, sizeof(h->why), "%s: %d %.300s",
		    kinds[kind].name, a->status, a->body);
		return false;
	}
	if (kinds[kind].by_id)
		snprintf(d->id, sizeof(d->id), "%s", answer_at(a, "data.id"));
	h->count++;
	return true;
}

static inline bool
is_turn(const struct hand *h, int kind, int round)
{
	const struct kind	*k = &kinds[kind];

	return h->count < h->most && round % k->every == 0 &&
	    (k->by == -1 || k->by == h->number);
}

static inline void *
hand_run(void *arg)
{
	struct hand	*h = arg;

	for (int i = 0; h->count < h->most; i++)
		for (int k = 0; k < (int)COUNT(kinds); k++)
			if (is_turn(h, k, i) && !deed_do(h, k))
				return NULL;
	return NULL;
}

/* ---- all of them ------------------------------------------------------------------ */

/* While nothing is noted that matters: sign-ins, and what is edited later. */
static inline void
hands_prepare(int deeds)
{
	char	 more[120];

	limits_raise();
	hands_serial++;
	for (int i = 0; i < HANDS; i++) {
		struct hand	*h = &hands[i];

		free(h->deeds);
		*h = (struct hand){ .client = client_login("owner"),
		    .number = i, .most = deeds / HANDS,
		    .deeds = calloc((size_t)DEEDS, sizeof(*h->deeds)) };
		ck_assert_int_lt(h->most, DEEDS);
		snprintf(h->sku, sizeof(h->sku), "coupe-%d-%d", hands_serial, i);
		snprintf(more, sizeof(more), ",\"basePrice\":5,\"variations\":"
		    "[{\"sku\":\"%s\",\"stock\":1}]" ACTIVE, h->sku);
		snprintf(h->category, sizeof(h->category), "%s",
		    category_new(owner, h->sku, NULL));
		snprintf(h->product, sizeof(h->product), "%s",
		    product_new(h->sku, h->category, more));
	}
}

static inline int
hands_run(void)
{
	int	 n = 0;

	for (int i = 0; i < HANDS; i++)
		ck_assert_int_eq(pthread_create(&hands[i].thread, NULL,
		    hand_run, &hands[i]), 0);
	for (int i = 0; i < HANDS; i++)
		pthread_join(hands[i].thread, NULL);
	for (int i = 0; i < HANDS; i++) {
		client_free(hands[i].client);
		ck_assert_msg(hands[i].why[0] == '\0', "%s", hands[i].why);
		n += hands[i].count;
	}
	return n;
}

/* ---- looking for them ---------------------------------------------------------------- */

static inline void
mark_note(int kind, const char *text)
{
	int	 run, hand, i;

	for (hand = 0; kinds[kind].by_id && hand < HANDS; hand++)
		for (i = 0; i < hands[hand].count; i++)
			if (strcmp(hands[hand].deeds[i].id, text) == 0)
				hands[hand].deeds[i].found = true;
	if (sscanf(text, MARK, &run, &hand, &i) != 3 || run != hands_serial ||
	    hand < 0 || hand >= HANDS || i < 0 || i >= hands[hand].count)
		return;
	for (; i >= 0; i--) {
		if (hands[hand].deeds[i].kind == kind)
			hands[hand].deeds[i].found = true;
		if (!kinds[kind].is_last)
			return;
	}
}

/* What a database has of the deeds; false: it cannot be read. */
static inline bool
deeds_look(sqlite3 *db)
{
	sqlite3_stmt	*s;
	int		 rc;

	for (int h = 0; h < HANDS; h++)
		for (int i = 0; i < hands[h].count; i++)
			hands[h].deeds[i].found = false;
	for (int k = 0; k < (int)COUNT(kinds); k++) {
		if (sqlite3_prepare_v2(db, kinds[k].found, -1, &s, NULL) !=
		    SQLITE_OK)
			return false;
		while ((rc = sqlite3_step(s)) == SQLITE_ROW)
			mark_note(k, (const char *)sqlite3_column_text(s, 0));
		sqlite3_finalize(s);
		if (rc != SQLITE_DONE)
			return false;
	}
	return true;
}

/* How many are missing of those that were acknowledged before a moment. */
static inline int
deeds_lost(uint64_t moment, char why[300])
{
	int	 n = 0;

	for (int h = 0; h < HANDS; h++)
		for (int i = 0; i < hands[h].count; i++) {
			const struct deed	*d = &hands[h].deeds[i];

			if (d->told > moment || d->found)
				continue;
			n++;
			snprintf(why, 300, "%s " MARK " was asked for at %lu,"
			    " acknowledged at %lu, and is not there at %lu",
			    kinds[d->kind].name, hands_serial, h, i, d->asked,
			    d->told, moment);
		}
	return n;
}

/* The last moment at which something was asked for that is there. */
static inline uint64_t
deeds_last(void)
{
	uint64_t	 last = 0;

	for (int h = 0; h < HANDS; h++)
		for (int i = 0; i < hands[h].count; i++)
			if (hands[h].deeds[i].found &&
			    hands[h].deeds[i].asked > last)
				last = hands[h].deeds[i].asked;
	return last;
}

#endif
