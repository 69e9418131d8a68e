/* SPDX-License-Identifier: ISC */
/*
 * Plain HTTP: the way to a certificate and to HTTPS, and nothing else.  And a
 * certificate, as an authority gives it, taken over while the shop runs.
 */
#include "tests/http/suite.h"

#include <stdio.h>
#include <string.h>

#include "tests/http/process.h"

static int	http_port;

static int
shell(char **out, const char *words)
{
	const char	*argv[] = { "sh", "-c", words, NULL };
	char		 port[16];

	snprintf(port, sizeof(port), "%d", http_port);
	setenv("http", port, 1);
	setenv("home", shop_home(), 1);
	setenv("url", shop_url(), 1);
	return command_run(NULL, out, argv);
}

static void
says(const char *wanted, const char *words)
{
	char	*out = NULL;

	ck_assert_msg(shell(&out, words) == 0, "%s: %s", words, out);
	ck_assert_msg(strstr(out, wanted) != NULL, "no \"%s\" in: %s", wanted,
	    out);
	free(out);
}

static void
refuses(const char *wanted, const char *words)
{
	char	*out = NULL;

	ck_assert_int_eq(shell(&out, words), 1);
	ck_assert_msg(strstr(out, wanted) != NULL, "no \"%s\" in: %s", wanted,
	    out);
	free(out);
}

static void
setup(void)
{
	char	 port[16];

	http_port = port_free();
	snprintf(port, sizeof(port), "%d", http_port);
	setenv("SOUK_HTTP_PORT", port, 1);
	shop_start();
}

#define HEADS	"curl -s -o /dev/null -w '%{http_code} %{redirect_url}' "

START_TEST(w11_plain_http_leads_to_https_and_does_nothing_else)
{
	char	 wanted[128];

	snprintf(wanted, sizeof(wanted), "301 %s/catalogue?page=2",
	    shop_url());
	says(wanted, HEADS "http://localhost:$http/catalogue?page=2");
	says(wanted, HEADS "-H 'Host: evil.example' "
	    "http://localhost:$http/catalogue?page=2");
	says("403", HEADS "-d x=1 http://localhost:$http/connexion");
	says("403", HEADS "-X DELETE http://localhost:$http/");
	says("403", HEADS "http://localhost:$http/api/public/products");
	says("403", HEADS "-d '{}' http://localhost:$http/api/auth/login");
	says("404", HEADS
	    "http://localhost:$http/.well-known/acme-challenge/none");
	says("none", "curl -sI http://localhost:$http/ | "
	    "grep -i strict-transport || echo none");
	says("max-age=31536000", "curl -skI $url/ | grep -i strict-transport");
}
END_TEST

START_TEST(w11_a_challenge_is_a_file_and_nothing_beside_it)
{
	says("proof", "mkdir -p $home/acme/.well-known/acme-challenge && cd "
	    "$home/acme/.well-known/acme-challenge && echo proof >token && "
	    "ln -sf $home/etc/souk.env link && "
	    "curl -s http://localhost:$http/.well-known/acme-challenge/token");
	says("403", HEADS
	    "http://localhost:$http/.well-known/acme-challenge/link");
	says("400", HEADS "--path-as-is http://localhost:$http"
	    "/.well-known/acme-challenge/../../../etc/souk.env");
}
END_TEST

#define SHOWN								\
	"echo | openssl s_client -connect ${url#https://} 2>/dev/null | "	\
	"openssl x509 -noout -serial"

START_TEST(s3_dep_01_a_certificate_of_an_authority_is_taken_over)
{
	says("", "sh tests/servers/acme.sh $home/ca shop.test $http $home");
	says("DNS:shop.test", "openssl x509 -in $home/ca/live/fullchain.pem "
	    "-noout -ext subjectAltName");
	says("", "$home/bin/souk certificate $home/ca/live");
	says("taken", "wanted=$(openssl x509 -in $home/ca/live/fullchain.pem "
	    "-noout -serial); for i in $(seq 100); do [ \"$(" SHOWN ")\" = "
	    "\"$wanted\" ] && echo taken && break; sleep 0.1; done");
	says("644 600", "echo $(stat -c %a $home/etc/tls.crt) "
	    "$(stat -c %a $home/etc/tls.key)");
	says("same", "[ $(stat -c %u $home/etc/tls.key) = $(stat -c %u $home) ]"
	    " && echo same");
}
END_TEST

START_TEST(s3_dep_01_a_pair_that_is_none_is_refused_and_the_old_stays)
{
	says("", "md5sum $home/etc/tls.* >$home/sums; mkdir -p $home/bad");
	refuses("no fullchain", "$home/bin/souk certificate $home/bad");
	says("", "cp $home/ca/live/* $home/bad/ && "
	    "openssl genrsa -out $home/bad/privkey.pem 2048 2>/dev/null");
	refuses("is not the key", "$home/bin/souk certificate $home/bad");
	says("", "echo x >$home/bad/fullchain.pem");
	refuses("no certificate", "$home/bin/souk certificate $home/bad");
	says("OK", "md5sum -c $home/sums");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
	    w11_plain_http_leads_to_https_and_does_nothing_else,
	    w11_a_challenge_is_a_file_and_nothing_beside_it,
	    s3_dep_01_a_certificate_of_an_authority_is_taken_over,
	    s3_dep_01_a_pair_that_is_none_is_refused_and_the_old_stays,
	};

	return suite_run_with("certificate", setup, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
