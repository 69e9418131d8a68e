/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_SHOP_H
#define SOUK_TESTS_HTTP_SHOP_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * A whole shop for a test program: a SOUK_HOME of its own below a temporary
 * directory, the real `souk run` with workers, job runner and nginx on a free
 * port, started once a program and ended with it.  Every wait is bounded.
 * The directory is kept when a test failed, and its path printed.
 *
 * Users (password `shop_password`): "owner" SUPER_ADMIN, "manager" ADMIN,
 * "reader" VIEWER, and "stranger", SUPER_ADMIN of another brand.
 */
extern const char	shop_password[];

void		 shop_start(void);		/* ends the test on failure */
void		 shop_stop(void);
/* NULL, or called with every home's folder while it is empty. */
extern void	(*shop_home_made)(const char *home);
const char	*shop_home(void);
const char	*shop_url(void);		/* https://localhost:PORT */
int		 shop_port(void);
pid_t		 shop_supervisor(void);
/* Runs build/souk with SOUK_HOME set; exit status, output in *out. */
int		 shop_command(const char *input, char **out, const char *arg,
		    ...) __attribute__((sentinel));
/* One value of the shop's database, read by the sqlite3 library. */
char		*shop_sql(const char *query);	/* "" for none */

/* ---- a client: cookies, CSRF, bearer -------------------------------- */
struct client;
struct answer {
	int	 status;
	char	*head, *body;		/* freed with the next request */
	size_t	 len;
};

struct client	*client_new(void);	/* anonymous */
struct client	*client_login(const char *username);	/* browser-like */
struct client	*client_bearer(const char *username);	/* access token */
void		 client_free(struct client *);
void		 client_header(struct client *, const char *line);
		    /* for all later requests; NULL clears them */
/* path may be raw ("/api/%2e%2e"); body NULL: none; type NULL: JSON. */
struct answer	*client_send(struct client *, const char *method,
		    const char *path, const char *type, const char *body,
		    size_t len);
struct answer	*client_get(struct client *, const char *path);
struct answer	*client_json(struct client *, const char *method,
		    const char *path, const char *json, ...)
		    __attribute__((format(printf, 4, 5)));
const char	*answer_header(const struct answer *, const char *name);
/* A member by path, "data.variations.0.sku", as text; NULL: not there. */
const char	*answer_at(const struct answer *, const char *path);

/* Check that the last answer has this status; shows the body otherwise. */
#define want(given, code) do {						\
	const struct answer	*want_ = (given);			\
									\
	ck_assert_msg(want_->status == (code),				\
	    "%s:%d: %d, want %d: %.600s", __FILE__, __LINE__,		\
	    want_->status, (code), want_->body);			\
} while (0)
#define want_at(given, path, text) do {					\
	const char	*at_ = answer_at(given, path);				\
									\
	ck_assert_str_eq(at_ != NULL ? at_ : "(absent)", text);		\
} while (0)

/* ---- many at once --------------------------------------------------- */
/* n concurrent identical requests; counts by status. */
struct burst { int by_status[600]; int failed; };
void		 client_burst(struct client *, int n, const char *method,
		    const char *path, const char *json, struct burst *);
/* The same of different callers: each with a line of its own in the head (its
 * cookie), NULL for none, and a body. */
struct caller { const char *line, *json; };
void		 callers_burst(const struct caller *, int n,
		    const char *method, const char *path, struct burst *);

#endif
