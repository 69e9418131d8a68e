/* SPDX-License-Identifier: ISC */
/*
 * F-33, L02: secrets of every kind go through every flow, at the log level
 * that says most, with a worker killed among them; then they are looked for
 * where they must not be: in the logs, in the database as they are, in mails
 * to others, in the arguments and the environment of processes.
 */
#include <dirent.h>
#include <fcntl.h>

#include "tests/http/authenticator.h"
#include "tests/http/people.h"
#include "tests/http/workers.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define SECOND_PASSWORD	"canary second password"
#define WRONG_PASSWORD	"canary wrong password"
#define SECRETS		32

/* What must be found nowhere; a "token of …" in the one mail that brings it. */
static struct { const char *name; char *text; } secrets[SECRETS];
static int	secret_count;

static void
secret_add(const char *name, const char *text)
{
	ck_assert_int_lt(secret_count, SECRETS);
	ck_assert_msg(text != NULL && strlen(text) >= 6, "%s", name);
	secrets[secret_count].name = name;
	secrets[secret_count++].text = strdup(text);
}

/* The value of a cookie that the answer sets. */
static void
cookie_add(const struct answer *a, const char *cookie)
{
	const char	*at = strstr(a->head, cookie);
	char		*value;

	ck_assert_ptr_nonnull(at);
	at += strlen(cookie) + 1;
	value = strndup(at, strcspn(at, ";\r"));
	secret_add(cookie, value);
	free(value);
}

static void
answer_add(const struct answer *a)
{
	cookie_add(a, "__Host-session");
	cookie_add(a, "__Secure-refresh");
	secret_add("access token", answer_at(a, "data.accessToken"));
	secret_add("CSRF token", answer_at(a, "data.csrfToken"));
}

/* ---- the flows ------------------------------------------------------------- */

START_TEST(the_log_says_all_and_limits_are_lifted)
{
	people_lift_limits();
}
END_TEST

START_TEST(secrets_of_a_sign_up)
{
	struct client	*c = client_new();
	struct answer	*a;
	char		*token;

	secret_add("password", PEOPLE_PASSWORD);
	secret_add("wrong password", WRONG_PASSWORD);
	want(people_register(c, "canary@x.test", PEOPLE_PASSWORD), 201);
	token = people_token(mailbox_await("canary@x.test"));
	secret_add("token of a sign-up", token);
	want(people_prove(c, "/api/auth/verify-email", token,
	    WRONG_PASSWORD), 400);
	a = people_prove(c, "/api/auth/verify-email", token, PEOPLE_PASSWORD);
	want(a, 200);
	answer_add(a);
	want(people_login(c, "canary@x.test", WRONG_PASSWORD), 401);
	/* People type them into other boxes too. */
	want(people_login(c, PEOPLE_PASSWORD, "x"), 400);
	client_json(c, "POST", "/api/auth/login",
	    "{\"username\":\"" WRONG_PASSWORD "\",\"password\":\"x\"}");
	client_json(c, "POST", "/api/auth/login", "{\"passwordd\":\""
	    PEOPLE_PASSWORD "\"");
	free(token);
	client_free(c);
}
END_TEST

START_TEST(secrets_of_a_reset)
{
	struct client	*c = client_new();
	struct answer	*a;
	char		*token;

	secret_add("new password", SECOND_PASSWORD);
	want(client_json(c, "POST", "/api/auth/forgot-password",
	    "{\"email\":\"canary@x.test\"}"), 202);
	mailbox_await("canary@x.test");		/* welcome */
	token = people_token(mailbox_await("canary@x.test"));
	secret_add("token of a reset", token);
	want(people_prove(c, "/api/auth/reset-password", token,
	    SECOND_PASSWORD), 200);
	a = people_login(c, "canary@x.test", SECOND_PASSWORD);
	want(a, 200);
	answer_add(a);
	want(client_json(c, "PATCH", "/api/users/me",
	    "{\"email\":\"canary2@x.test\",\"currentPassword\":\""
	    SECOND_PASSWORD "\"}"), 200);
	free(token);
	token = people_token(mailbox_await("canary2@x.test"));
	secret_add("token of a new address", token);
	want(client_json(c, "POST", "/api/users/me/email",
	    "{\"token\":\"%s\"}", token), 200);
	free(token);
	client_free(c);
}
END_TEST

START_TEST(secrets_of_a_second_factor_and_a_key)
{
	struct client	*c = client_login("owner");
	struct answer	*a;
	char		*secret;

	secret_add("staff password", shop_password);
	a = client_json(c, "POST", "/api/users/me/second-factor",
	    "{\"currentPassword\":\"%s\"}", shop_password);
	want(a, 200);
	secret = strdup(answer_at(a, "data.secret"));
	secret_add("TOTP secret", secret);
	a = client_json(c, "POST", "/api/users/me/second-factor/confirm",
	    "{\"code\":\"%s\"}", app_code(secret, 0));
	want(a, 200);
	secret_add("recovery code", answer_at(a, "data.recoveryCodes.0"));
	a = client_json(c, "POST", "/api/users/me/api-keys",
	    "{\"name\":\"till\",\"scopes\":[\"PRODUCT_VIEW\"],"
	    "\"currentPassword\":\"%s\"}", shop_password);
	want(a, 201);
	secret_add("API key", answer_at(a, "data.key"));
	a = client_json(client_new(), "POST", "/api/auth/login",
	    "{\"username\":\"owner\",\"password\":\"%s\"}", shop_password);
	want(a, 200);
	secret_add("challenge", answer_at(a, "data.challenge"));
	free(secret);
	client_free(c);
}
END_TEST

/* A worker dies with them in its memory. */
START_TEST(a_worker_is_killed_among_them)
{
	struct workers	 w = workers_look("souk-web");
	struct client	*c = client_new();

	for (int i = 0; i < w.count; i++)
		kill(w.list[i].pid, SIGKILL);
	for (int i = 0; i < 5; i++)
		client_json(c, "POST", "/api/auth/login",
		    "{\"username\":\"owner\",\"password\":\""
		    WRONG_PASSWORD "\"}");
	client_free(c);
}
END_TEST

/* ---- where they must not be -------------------------------------------------- */

static char *
bytes_read(const char *path, size_t *len)
{
	FILE	*f = fopen(path, "re");
	char	*text = NULL;
	size_t	 room = 0;

	*len = 0;
	for (size_t n = 1; f != NULL && n > 0; *len += n) {
		if (room - *len < 65536)
			text = realloc(text, room = room * 2 + 131072);
		n = fread(text + *len, 1, 65536, f);
	}
	if (f != NULL)
		fclose(f);
	return text;
}

static void
want_none_in(const char *path)
{
	size_t	 len;
	char	*text = bytes_read(path, &len);

	for (int i = 0; i < secret_count; i++)
		ck_assert_msg(memmem(text == NULL ? "" : text, len,
		    secrets[i].text, strlen(secrets[i].text)) == NULL,
		    "%s in %s", secrets[i].name, path);
	free(text);
}

static int
want_none_below(const char *folder)
{
	char		 path[512];
	DIR		*d = opendir(folder);
	struct dirent	*f;
	int		 n = 0;

	ck_assert_msg(d != NULL, "%s", folder);
	while ((f = readdir(d)) != NULL) {
		if (f->d_type != DT_REG)
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, f->d_name);
		want_none_in(path);
		n++;
	}
	closedir(d);
	return n;
}

START_TEST(f_33_no_secret_stands_in_a_log)
{
	char	 folder[160];

	snprintf(folder, sizeof(folder), "%s/log", shop_home());
	ck_assert_int_gt(want_none_below(folder), 0);
	snprintf(folder, sizeof(folder), "%s/run", shop_home());
	ck_assert_int_gt(want_none_below(folder), 0);
}
END_TEST

/* The file and its log of changes: hashes only, or sealed. */
START_TEST(f_33_no_secret_stands_in_the_database)
{
	char	 folder[160];

	snprintf(folder, sizeof(folder), "%s/db", shop_home());
	ck_assert_int_ge(want_none_below(folder), 2);
}
END_TEST

START_TEST(f_33_no_secret_stands_in_a_process)
{
	static const char *const	 names[] = { "souk-web", "souk-jobs",
					    "souk-remote", "souk-stripe" };
	static const char *const	 files[] = { "cmdline", "environ" };
	char				 path[64];
	int				 n = 0;

	for (size_t i = 0; i < COUNT(names); i++) {
		struct workers	 w = workers_look(names[i]);

		for (int j = 0; j < w.count * 2; j++, n++) {
			snprintf(path, sizeof(path), "/proc/%d/%s",
			    (int)w.list[j / 2].pid, files[j % 2]);
			want_none_in(path);
		}
	}
	ck_assert_int_ge(n, 12);
}
END_TEST

/* A mail carries what was meant for its reader, once, and nothing else. */
START_TEST(f_33_a_secret_is_in_the_one_mail_that_brings_it)
{
	const struct mail	*m;
	const char		*text;
	int			 seen;

	for (int i = 0; i < secret_count; i++) {
		seen = 0;
		for (int n = 0; n < MAILBOX_MAX &&
		    (m = mailbox_read(n)) != NULL; n++) {
			text = mail_text(m, "text");
			seen += strstr(text, secrets[i].text) != NULL;
		}
		ck_assert_msg(seen == (strncmp(secrets[i].name, "token of",
		    8) == 0), "%s in %d mails", secrets[i].name, seen);
	}
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		the_log_says_all_and_limits_are_lifted,
		secrets_of_a_sign_up,
		secrets_of_a_reset,
		secrets_of_a_second_factor_and_a_key,
		a_worker_is_killed_among_them,
		f_33_no_secret_stands_in_a_log,
		f_33_no_secret_stands_in_the_database,
		f_33_no_secret_stands_in_a_process,
		f_33_a_secret_is_in_the_one_mail_that_brings_it,
	};

	setenv("SOUK_LOG_LEVEL", "debug", 1);
	shop_home_made = mailbox_start;
	return suite_run("canary", tests, COUNT(tests));
}
