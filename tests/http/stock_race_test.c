/* SPDX-License-Identifier: ISC */
/*
 * Many buyers through nginx and several workers, and workers that are killed
 * at it: what is sold is what there was, and the ledger tells all of it.
 */
#include "tests/http/durability_load.h"
#include "tests/http/stock.h"

#define BUYERS		1000
#define PIECES		10
#define EACH		125		/* requests of a thread */
#define KILLS		25

START_TEST(limits_are_raised)
{
	clients_open();
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"credential\":100000,\"read\":1000000,"
	    "\"write\":1000000,\"user\":1000000}}"), 200);
}
END_TEST

START_TEST(target_08_of_a_thousand_buyers_of_ten_pieces_ten_get_one)
{
	struct burst	 b;

	clients_open();
	piece_new("RACE-1", PIECES);
	client_burst(owner, BUYERS, "POST", MOVEMENTS,
	    "{\"sku\":\"RACE-1\",\"change\":-1,\"reason\":\"sold\"}", &b);
	printf("%d buyers: %d got one, %d did not, %d failed\n", BUYERS,
	    b.by_status[201], b.by_status[409], b.failed);
	ck_assert_int_eq(b.failed, 0);
	ck_assert_int_eq(b.by_status[201], PIECES);
	ck_assert_int_eq(b.by_status[409], BUYERS - PIECES);
	want_sql("SELECT stock FROM product_variation WHERE sku = 'RACE-1'",
	    "0");
	want_sql("SELECT sum(change) FROM stock_movement m"
	    " JOIN product_variation v ON v.id = m.variation_id"
	    " WHERE v.sku = 'RACE-1'", "0");
	stock_is_sound();
}
END_TEST

/* ---- two things, in opposite order --------------------------------------------- */

struct buyer {
	pthread_t	 thread;
	struct client	*client;
	int		 number, got, refused, other;
};

static void *
buyer_run(void *arg)
{
	static const char *const	 skus[] = { "RACE-A", "RACE-B" };
	struct buyer			*b = arg;
	int				 status;

	for (int i = 0; i < EACH; i++) {
		status = move(b->client, skus[(i + b->number) % 2], -1,
		    "sold", "")->status;
		b->got += status == 201;
		b->refused += status == 409;
		b->other += status != 201 && status != 409;
	}
	return NULL;
}

START_TEST(target_08_buyers_of_two_things_in_opposite_order)
{
	struct buyer	 buyers[WRITERS];
	int		 got = 0, refused = 0, other = 0;

	clients_open();
	piece_new("RACE-A", PIECES);
	piece_new("RACE-B", PIECES);
	for (int i = 0; i < WRITERS; i++)
		buyers[i] = (struct buyer){ .number = i,
		    .client = client_login("owner") };
	for (int i = 0; i < WRITERS; i++)
		ck_assert_int_eq(pthread_create(&buyers[i].thread, NULL,
		    buyer_run, &buyers[i]), 0);
	for (int i = 0; i < WRITERS; i++) {
		pthread_join(buyers[i].thread, NULL);
		client_free(buyers[i].client);
		got += buyers[i].got;
		refused += buyers[i].refused;
		other += buyers[i].other;
	}
	ck_assert_int_eq(other, 0);
	ck_assert_int_eq(got, 2 * PIECES);
	ck_assert_int_eq(refused, WRITERS * EACH - 2 * PIECES);
	want_sql("SELECT sum(stock) FROM product_variation"
	    " WHERE sku IN ('RACE-A', 'RACE-B')", "0");
	stock_is_sound();
}
END_TEST

/* ---- killing --------------------------------------------------------------------- */

static const char	*places[2];
static atomic_llong	 came;		/* pieces, by what was acknowledged */
static atomic_int	 unsure, busy;

static bool
move_surely(struct writer *w, const char *path, const char *body, int change)
{
	struct answer	*a;
	char		 key[64];

	snprintf(key, sizeof(key), "%s-%d-%d", load.prefix, w->number,
	    w->serial++);
	if ((a = send_surely(w, w->client, "POST", path, NULL, body, key)) ==
	    NULL) {
		atomic_fetch_add(&unsure, 1);
		return false;
	}
	if (a->status == 201)
		atomic_fetch_add(&came, change);
	else if (a->status != 409)
		return load_wrong(w, a, body);
	return true;
}

static void *
mover_run(void *arg)
{
	struct writer	*w = arg;
	char		 body[300];
	int		 change, from;

	while (!atomic_load(&load.stop)) {
		change = rand_r(&w->seed) % 7 - 3;
		from = rand_r(&w->seed) % 2;
		snprintf(body, sizeof(body), "{\"sku\":\"KILL-%d\","
		    "\"placeId\":\"%s\",\"change\":%d,\"reason\":"
		    "\"correction\"}", w->number % 3, places[from],
		    change == 0 ? 4 : change);
		if (!move_surely(w, MOVEMENTS, body, change == 0 ? 4 : change))
			break;
		snprintf(body, sizeof(body), "{\"sku\":\"KILL-%d\","
		    "\"fromPlaceId\":\"%s\",\"toPlaceId\":\"%s\","
		    "\"quantity\":%d}", w->serial % 3, places[from],
		    places[1 - from], 1 + rand_r(&w->seed) % 3);
		if (!move_surely(w, TRANSFERS, body, 0))
			break;
	}
	atomic_fetch_sub(&busy, 1);
	return NULL;
}

static void
movers_start(void)
{
	memset(&load, 0, sizeof(load));
	snprintf(load.prefix, sizeof(load.prefix), "tuer");
	atomic_store(&busy, WRITERS);
	for (int i = 0; i < WRITERS; i++)
		load.writers[i] = (struct writer){ .number = i,
		    .seed = (unsigned)i + 1, .client = client_login("owner") };
	for (int i = 0; i < WRITERS; i++)
		ck_assert_int_eq(pthread_create(&load.writers[i].thread, NULL,
		    mover_run, &load.writers[i]), 0);
}

/* Until so many more were acknowledged, or a while has passed. */
static void
progress_await(int more)
{
	const int	 to = load_acknowledged() + more;
	const int64_t	 end = now_ms() + SOON_MS;

	while (load_acknowledged() < to && atomic_load(&busy) > 0 &&
	    now_ms() < end)
		pause_ms(2);
}

START_TEST(target_08_the_ledger_is_whole_when_workers_are_killed)
{
	struct workers	 w;
	unsigned	 seed = 7;
	char		 sum[32];

	clients_open();
	places[0] = kept(client_get(owner, PLACES), "data.0.id");
	places[1] = place_new("Cave");
	for (int i = 0; i < 3; i++) {
		char	sku[20];

		snprintf(sku, sizeof(sku), "KILL-%d", i);
		piece_new(sku, 30);
	}
	atomic_store(&came, 90);
	movers_start();
	for (int i = 0; i < KILLS; i++) {
		progress_await(8);
		w = workers_look("souk-web");
		if (w.count > 0)
			kill(w.list[(unsigned)rand_r(&seed) %
			    (unsigned)w.count].pid, SIGKILL);
	}
	progress_await(40);
	load_end();
	printf("%d acknowledged while %d workers were killed, %d unsure\n",
	    load_acknowledged(), KILLS, atomic_load(&unsure));
	ck_assert_int_gt(load_acknowledged(), KILLS * 4);
	stock_is_sound();
	/* Those who stopped while waiting may or may not have been heard. */
	snprintf(sum, sizeof(sum), "%lld", atomic_load(&came));
	if (atomic_load(&unsure) == 0)
		want_sql("SELECT sum(stock) FROM product_variation"
		    " WHERE sku LIKE 'KILL-%'", sum);
}
END_TEST

SUITE_MAIN("stock race",
    limits_are_raised,
    target_08_of_a_thousand_buyers_of_ten_pieces_ten_get_one,
    target_08_buyers_of_two_things_in_opposite_order,
    target_08_the_ledger_is_whole_when_workers_are_killed)
