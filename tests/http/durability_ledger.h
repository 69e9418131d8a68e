/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_DURABILITY_LEDGER_H
#define SOUK_TESTS_HTTP_DURABILITY_LEDGER_H

#include <sys/stat.h>

#include "tests/http/durability_load.h"

/*
 * After the load of durability_load.h: whether all that was acknowledged is
 * there, once, and the database is sound.
 */
#ifdef __SANITIZE_ADDRESS__
#define ANSWER_MS	SOON_MS	/* beside others: no time is measured */
#define PROGRESS_MS	SOON_MS
#else
#define ANSWER_MS	1000	/* after a kill */
#define PROGRESS_MS	10000
#endif
#define IMPORT_MS	90000	/* a lease runs out first */

/* ---- what must be true of the database ------------------------------------ */

static inline void
want_sql(const char *query, const char *value)
{
	char	*found = shop_sql(query);

	ck_assert_msg(strcmp(found, value) == 0, "%s: %s, not %s", query,
	    found, value);
	free(found);
}

static inline void
want_sound(void)
{
	want_sql("PRAGMA integrity_check", "ok");
	want_sql("PRAGMA foreign_key_check", "");
	want_sql("SELECT count(*) FROM (SELECT 1 FROM product_variation WHERE"
	    " sku IS NOT NULL GROUP BY brand_id, sku HAVING count(*) > 1)",
	    "0");
	want_sql("SELECT count(*) FROM (SELECT 1 FROM product_text"
	    " GROUP BY locale, slug HAVING count(*) > 1)", "0");
	want_sql("SELECT count(*) FROM category c WHERE products <>"
	    " (SELECT count(*) FROM product p WHERE p.category_id = c.id"
	    " AND p.status = 'ACTIVE')", "0");
	want_sql("SELECT count(*) FROM product p WHERE price_from IS NOT"
	    " (SELECT min(coalesce(o.amount, b.amount))"
	    " FROM product_variation v"
	    " LEFT JOIN variation_price o ON o.variation_id = v.id"
	    " LEFT JOIN product_price b ON b.product_id = p.id"
	    " WHERE v.product_id = p.id AND v.is_active = 1)", "0");
	want_sql("SELECT count(*) FROM product p WHERE stock <>"
	    " (SELECT coalesce(sum(v.stock), 0) FROM product_variation v"
	    " WHERE v.product_id = p.id AND v.is_active = 1)", "0");
}

static inline void
want_entry(const struct entry *e)
{
	char	 query[400], *found;

	snprintf(query, sizeof(query), "SELECT count(*) FROM product_variation"
	    " v JOIN product_text t ON t.product_id = v.product_id WHERE"
	    " v.sku = '%s' AND t.slug = '%s' AND v.product_id = '%s'",
	    e->slug, e->slug, e->id);
	want_sql(query, "1");
	snprintf(query, sizeof(query), "SELECT coalesce(seo_title, '0') FROM"
	    " product_text WHERE product_id = '%s'", e->id);
	found = shop_sql(query);
	ck_assert_msg(strtol(found, NULL, 10) >= e->seen,
	    "%s is as of %s, %d was acknowledged", e->slug, found, e->seen);
	free(found);
}

static inline void
want_imported(const char *prefix)
{
	int64_t	 end = now_ms() + IMPORT_MS;
	char	 query[200], lines[16], *found;

	snprintf(query, sizeof(query), "SELECT count(*) FROM product_text"
	    " WHERE slug LIKE '%s%%'", prefix);
	snprintf(lines, sizeof(lines), "%d", CSV_LINES);
	for (;;) {
		found = shop_sql(query);
		if (strcmp(found, lines) == 0)
			break;
		ck_assert_msg(now_ms() < end, "%s: %s lines", prefix, found);
		free(found);
		pause_ms(100);
	}
	free(found);
}

/* One row, and all its files. */
static inline void
want_whole_picture(const char *name)
{
	static const char *const	 files[] = { "160.webp", "160.jpg",
	    "320.webp", "320.jpg", "400.webp", "400.jpg" };
	char				 query[200], path[300], *folder;
	struct stat			 st;

	snprintf(query, sizeof(query), "SELECT count(*) FROM media"
	    " WHERE file_name = '%s.png'", name);
	want_sql(query, "1");
	snprintf(query, sizeof(query), "SELECT name FROM media"
	    " WHERE file_name = '%s.png'", name);
	folder = shop_sql(query);
	for (size_t i = 0; i < COUNT(files); i++) {
		snprintf(path, sizeof(path), "%s/media/public/%s/%s",
		    shop_home(), folder, files[i]);
		ck_assert_msg(stat(path, &st) == 0 && st.st_size > 100,
		    "%s of %s", path, name);
	}
	free(folder);
}

/* Every acknowledged write is there, once; nobody else's was made twice. */
static inline void
want_ledger(void)
{
	char	 query[200], *found;
	int	 known = 0;

	for (int i = 0; i < WRITERS; i++) {
		const struct writer	*w = &load.writers[i];

		for (int k = 0; k < w->count; k++)
			want_entry(&w->products[k]);
		for (int k = 0; k < w->import_count; k++)
			want_imported(w->imports[k]);
		for (int k = 0; k < w->picture_count; k++)
			want_whole_picture(w->pictures[k]);
		known += w->count;
	}
	/* What was never answered is there once or not at all. */
	snprintf(query, sizeof(query), "SELECT count(*) FROM product_variation"
	    " WHERE sku LIKE '%s-%%'", load.prefix);
	found = shop_sql(query);
	ck_assert_int_ge(known, 1);
	ck_assert_int_ge(strtol(found, NULL, 10), known);
	ck_assert_int_le(strtol(found, NULL, 10), known + WRITERS);
	free(found);
	want_sound();
}

/* ---- killing ------------------------------------------------------------------ */

/*
 * While threads write nothing may be asserted: a test that ended would leave
 * them running.  What went wrong is kept for later.
 */
static char	 trouble[200];

static inline void
note_trouble(const char *what, int kill_number, int64_t ms, int status)
{
	if (trouble[0] == '\0')
		snprintf(trouble, sizeof(trouble), "kill %d: %s: %lld ms,"
		    " status %d", kill_number, what, (long long)ms, status);
}

static inline void
answer_await(struct client *c, int kill_number)
{
	int64_t	 began = now_ms(), took;
	int	 status;

	do {
		status = client_get(c, PUBLIC "?limit=1")->status;
		took = now_ms() - began;
	} while (status != 200 && took < 4 * ANSWER_MS);
	if (took > ANSWER_MS)
		note_trouble("not answered soon", kill_number, took, status);
}

static inline void
progress_await(int more, int kill_number)
{
	int64_t	 began = now_ms();
	int	 before = load_acknowledged();

	while (load_acknowledged() < before + more) {
		if (now_ms() - began > PROGRESS_MS) {
			note_trouble("nothing acknowledged", kill_number,
			    now_ms() - began, 0);
			return;
		}
		pause_ms(5);
	}
}

#endif
