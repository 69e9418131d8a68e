/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_PROVIDER_H
#define SOUK_TESTS_HTTP_PROVIDER_H

#include <check.h>
#include <curl/curl.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/http/process.h"
#include "tests/http/shop.h"

/*
 * A provider to sign in with (tests/servers/oidc.py), as Google and as
 * Facebook; provider_start() is a shop_home_made.  provider_is() says who is
 * there and what goes wrong, in the words of that file.
 */
#define PROVIDER_APP	"138483919580948"
#define PROVIDER_SECRET	"secret-of-the-app"

static struct {
	char	 control[64], url[64], back[4096];
	int	 port, hold;
	pid_t	 pid;
} provider;

/* "{\"sub\":\"1\",…}" */
static inline void
provider_is(const char *json)
{
	char	 fresh[80];
	FILE	*f;

	snprintf(fresh, sizeof(fresh), "%s.new", provider.control);
	ck_assert_ptr_nonnull(f = fopen(fresh, "we"));
	ck_assert_int_ge(fputs(json, f), 0);
	ck_assert_int_eq(fclose(f), 0);
	ck_assert_int_eq(rename(fresh, provider.control), 0);
}

static inline void
provider_end(void)
{
	if (provider.pid <= 0)
		return;
	close(provider.hold);
	waitpid(provider.pid, NULL, 0);
	provider.pid = 0;
	unlink(provider.control);
}

static inline void
provider_run(void)
{
	int	 in[2], out[2];
	FILE	*said;

	ck_assert_int_eq(pipe2(in, O_CLOEXEC), 0);
	ck_assert_int_eq(pipe2(out, O_CLOEXEC), 0);
	if ((provider.pid = fork()) == 0) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		execl("/usr/bin/python3", "python3", "tests/servers/oidc.py",
		    provider.control, (char *)NULL);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	provider.hold = in[1];
	ck_assert_int_eq(poll(&(struct pollfd){ out[0], POLLIN, 0 }, 1,
	    SOON_MS), 1);
	ck_assert_ptr_nonnull(said = fdopen(out[0], "re"));
	ck_assert_int_eq(fscanf(said, "port %d", &provider.port), 1);
	fclose(said);
}

static inline void
provider_start(const char *home)
{
	int	fd;

	(void)home;
	snprintf(provider.control, sizeof(provider.control),
	    "/tmp/souk-provider.XXXXXX");
	ck_assert_int_ne(fd = mkstemp(provider.control), -1);
	close(fd);
	provider_is("{\"sub\":\"1\"}");
	provider_run();
	snprintf(provider.url, sizeof(provider.url), "http://127.0.0.1:%d",
	    provider.port);
	setenv("SOUK_LOOPBACK", "1", 1);
	setenv("SOUK_GOOGLE_ISSUER", provider.url, 1);
	setenv("SOUK_GOOGLE_CLIENT_ID", "client-1", 1);
	setenv("SOUK_GOOGLE_CLIENT_SECRET", "secret-of-client-1", 1);
	setenv("SOUK_FACEBOOK_URL", provider.url, 1);
	setenv("SOUK_FACEBOOK_GRAPH_URL", provider.url, 1);
	setenv("SOUK_FACEBOOK_APP_ID", PROVIDER_APP, 1);
	setenv("SOUK_FACEBOOK_APP_SECRET", PROVIDER_SECRET, 1);
	atexit(provider_end);
}

static inline size_t
provider_drop(char *p, size_t one, size_t n, void *arg)
{
	(void)p;
	(void)arg;
	return one * n;
}

/*
 * The browser at the provider, which sends it back at once: to a path of the
 * shop, what a server sees of it.  "" if it was not sent anywhere.
 */
static inline const char *
provider_visit(const char *url)
{
	CURL	*easy = curl_easy_init();
	char	*to = NULL;
	size_t	 len = strlen(shop_url());

	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, provider_drop);
	ck_assert_int_eq(curl_easy_perform(easy), CURLE_OK);
	curl_easy_getinfo(easy, CURLINFO_REDIRECT_URL, &to);
	provider.back[0] = '\0';
	if (to != NULL) {
		ck_assert_msg(strncmp(to, shop_url(), len) == 0, "%s", to);
		snprintf(provider.back, sizeof(provider.back), "%.*s",
		    (int)strcspn(to + len, "#"), to + len);
	}
	curl_easy_cleanup(easy);
	return provider.back;
}

#endif
