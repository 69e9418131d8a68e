/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_FRONT_H
#define SOUK_TESTS_HTTP_FRONT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/http/server.h"

/*
 * What stands before a stand-in and shows one certificate or another
 * (tests/servers/tls.py).  front_run() names the variable by which the shop
 * finds the stand-in.
 */
static struct server	front;
static int		front_to;

static inline void
front_end(void)
{
	server_end(&front);
}

/* Where what comes goes to from the next front_shows() on; one front stands
 * before several in turn. */
static inline void
front_leads(int port)
{
	front_to = port;
}

/* "good", "itself", "name", "over", "plain". */
static inline void
front_shows(const char *certificate)
{
	char	 rules[64];

	snprintf(rules, sizeof(rules), "%s %d\n", certificate, front_to);
	server_says(&front, rules);
}

static inline void
front_run(const char *variable, int port)
{
	char	 url[64], ca[96];

	server_run(&front, "tests/servers/tls.py");
	atexit(front_end);
	front_to = port;
	front_shows("good");
	snprintf(url, sizeof(url), "https://localhost:%d", front.port);
	snprintf(ca, sizeof(ca), "%s/ca.crt", front.folder);
	setenv(variable, url, 1);
	setenv("SOUK_CA_FILE", ca, 1);
}

/* By how many connections a certificate's holder was told anything. */
static inline int
front_trusted(const char *certificate)
{
	char	 path[96], line[32];
	FILE	*f;
	int	 n = 0;

	snprintf(path, sizeof(path), "%s/asked", front.folder);
	if ((f = fopen(path, "re")) == NULL)
		return 0;
	while (fgets(line, sizeof(line), f) != NULL)
		n += strncmp(line, certificate, strlen(certificate)) == 0;
	fclose(f);
	return n;
}

#endif
