/* SPDX-License-Identifier: ISC */
/*
 * A10: no door tells whether an account exists.  COUNT times in turn each door
 * is asked about an address that has an account and one that has none: the
 * same status, body and names of headers, and medians of the time less than a
 * millisecond apart.
 *
 * Guards: nobody_hash in lib/accounts/login.c (what unknown names are compared
 * with), and the doors of lib/accounts/signup.c, which only leave a job.
 */
#include <stdint.h>
#include <time.h>

#include "tests/faults/figure.h"
#include "tests/http/people.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define KNOWN		"known@x.test"
#define MOST_US		1000

static struct client	*anybody, *customer;

/* Of the two addresses the letters are as many; %s stands for one. */
static const struct door {
	const char	*name, *method, *path, *body;
	bool		 signed_in;
	int		 status;
} doors[] = {
	{ "login", "POST", "/api/auth/login",
	  "{\"email\":\"%s\",\"password\":\"not the password\"}", false, 401 },
	{ "register", "POST", "/api/auth/register", "{\"name\":\"A\","
	  "\"email\":\"%s\",\"password\":\"mille et une nuits\","
	  "\"acceptTerms\":true}", false, 201 },
	{ "forgot-password", "POST", "/api/auth/forgot-password",
	  "{\"email\":\"%s\"}", false, 202 },
	{ "resend-verification", "POST", "/api/auth/resend-verification",
	  "{\"email\":\"%s\"}", false, 202 },
	{ "new e-mail", "PATCH", "/api/users/me", "{\"email\":\"%s\","
	  "\"currentPassword\":\"" PEOPLE_PASSWORD "\"}", true, 200 },
};

static int64_t
now_us(void)
{
	struct timespec	 t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* Values that differ from one request to the next are taken out. */
static void
blank(char *text, const char *name)
{
	char	*p = text;
	size_t	 n;

	while ((p = strstr(p, name)) != NULL) {
		p += strlen(name);
		n = strcspn(p, p[-1] == ' ' ? "\r" : ",}");
		memmove(p, p + n, strlen(p + n) + 1);
	}
}

static char *
shape_of(const struct answer *a, const char *address)
{
	static const char *const	 varying[] = { "\"timestamp\":",
	    "\"requestId\":", "\"duration\":", "\"id\":", "\"createdAt\":",
	    "date: ", "x-request-id: ", "ratelimit-remaining: ",
	    "ratelimit-reset: ", "content-length: ", "etag: " };
	char				*text, *p;

	ck_assert_int_ne(asprintf(&text, "%s%s", a->head, a->body), -1);
	while ((p = strstr(text, address)) != NULL)
		memset(p, '@', strlen(address));
	for (size_t i = 0; i < COUNT(varying); i++)
		blank(text, varying[i]);
	return text;
}

/* The time of one, and what it looked like; *shape is made at the first. */
static int64_t
knock(const struct door *door, const char *address, char **shape)
{
	int64_t			 began = now_us(), us;
	const struct answer	*a;
	char			*now;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	a = client_json(door->signed_in ? customer : anybody, door->method,
	    door->path, door->body, address);
#pragma GCC diagnostic pop
	us = now_us() - began;
	want(a, door->status);
	now = shape_of(a, address);
	if (*shape == NULL)
		*shape = strdup(now);
	ck_assert_str_eq(now, *shape);
	free(now);
	return us;
}

static int
by_value(const void *a, const void *b)
{
	const int64_t	*x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int64_t
median(int64_t *us, int n)
{
	qsort(us, (size_t)n, sizeof(*us), by_value);
	return us[n / 2];
}

static void
want_alike(const struct door *door, int n)
{
	int64_t	*known = calloc((size_t)n, sizeof(*known));
	int64_t	*unknown = calloc((size_t)n, sizeof(*unknown));
	char	*shape = NULL, address[32];
	int64_t	 apart;

	for (int i = 0; i < n; i++) {
		snprintf(address, sizeof(address), "x%05d@x.tst", i % 100000);
		if (i % 100 == 0)
			free(shop_sql("DELETE FROM login_failure"));
		/* Whoever comes second finds things warm: by turns. */
		for (int turn = 0; turn < 2; turn++) {
			const bool	 is_known = (i + turn) % 2 == 0;

			if (door->signed_in)
				free(shop_sql("DELETE FROM mailed_token"));
			*(is_known ? &known[i] : &unknown[i]) = knock(door,
			    is_known ? KNOWN : address, &shape);
		}
	}
	apart = median(known, n) - median(unknown, n);
	fault_say("A10", "%s: %d times, median %lld us known, %lld us unknown",
	    door->name, n, (long long)known[n / 2],
	    (long long)unknown[n / 2]);
	ck_assert_msg(llabs(apart) < MOST_US, "%s: %lld us apart", door->name,
	    (long long)apart);
	free(known);
	free(unknown);
	free(shape);
}

START_TEST(a10_known_and_unknown_addresses_are_answered_alike)
{
	const int	 n = fault_count(2000);

	people_lift_limits();
	client_free(people_customer(KNOWN));
	customer = people_customer("asks@x.test");
	anybody = client_new();
	free(shop_sql("UPDATE setting SET value = '{\"addressFailures\":1000,"
	    "\"accountFailures\":10000}' WHERE name = 'accounts'"));
	for (size_t i = 0; i < COUNT(doors); i++)
		want_alike(&doors[i], n);
	client_free(customer);
	client_free(anybody);
}
END_TEST

MAILBOX_MAIN("doors",
    a10_known_and_unknown_addresses_are_answered_alike)
