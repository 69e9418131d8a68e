/* SPDX-License-Identifier: ISC */
/*
 * etc/nginx.conf from etc/nginx.conf.in: a word between @ signs alone stands
 * for what depends on this machine and this shop.
 */
#include <inttypes.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/config.h"
#include "lib/ops/ops.h"

#define TEMPLATE_MAX	((size_t)256 << 10)
#define MODULES		"/usr/lib/nginx/modules/ngx_http_brotli_"

static void	put_modules(struct buf *, const struct config *),
		put_brotli(struct buf *, const struct config *),
		put_cpus(struct buf *, const struct config *),
		put_rate(struct buf *, const struct config *),
		put_burst(struct buf *, const struct config *),
		put_port(struct buf *, const struct config *),
		put_listen6(struct buf *, const struct config *),
		put_listen6_default(struct buf *, const struct config *),
		put_names(struct buf *, const struct config *),
		put_media(struct buf *, const struct config *),
		put_http(struct buf *, const struct config *);

static const struct {
	const char	*word;
	void		(*put)(struct buf *, const struct config *);
} words[] = {
	{ "MODULES",		put_modules },
	{ "BROTLI",		put_brotli },
	{ "CPUS",		put_cpus },
	{ "EDGE_RATE",		put_rate },
	{ "EDGE_BURST",		put_burst },
	{ "PORT",		put_port },
	{ "LISTEN6",		put_listen6 },
	{ "LISTEN6_DEFAULT",	put_listen6_default },
	{ "SERVER_NAMES",	put_names },
	{ "MEDIA_ORIGIN",	put_media },
	{ "HTTP",		put_http },
};

static bool
has_brotli(void)
{
	return access(MODULES "filter_module.so", R_OK) == 0;
}

static void
put_modules(struct buf *b, const struct config *config)
{
	(void)config;
	if (has_brotli())
		buf_puts(b, "load_module " MODULES "filter_module.so;");
}

static void
put_brotli(struct buf *b, const struct config *config)
{
	(void)config;
	if (has_brotli())
		buf_puts(b, "\tbrotli\t\t\ton;\n\tbrotli_min_length\t512;\n"
		    "\tbrotli_comp_level\t4;\n"
		    "\tbrotli_types\t\ttext/css text/plain text/csv"
		    " text/javascript\n\t\t\t\tapplication/javascript"
		    " application/json\n\t\t\t\tapplication/xml"
		    " image/svg+xml;\n");
}

/* One for each of a small machine's processors, and never a crowd. */
static void
put_cpus(struct buf *b, const struct config *config)
{
	long	 n = sysconf(_SC_NPROCESSORS_ONLN);

	(void)config;
	buf_int(b, n < 1 ? 1 : n > 4 ? 4 : n);
}

static void
put_rate(struct buf *b, const struct config *config)
{
	buf_int(b, config->edge_rate);
}

static void
put_burst(struct buf *b, const struct config *config)
{
	buf_int(b, 2 * config->edge_rate);
}

static void
put_port(struct buf *b, const struct config *config)
{
	buf_int(b, config->port);
}

static bool
has_ipv6(void)
{
	struct sockaddr_in6	 any = { .sin6_family = AF_INET6,
	    .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	int			 fd = socket(AF_INET6, SOCK_STREAM, 0);
	bool			 works;

	if (fd == -1)
		return false;
	works = bind(fd, (struct sockaddr *)&any, sizeof(any)) == 0;
	close(fd);
	return works;
}

static void
put_listen6(struct buf *b, const struct config *config)
{
	if (has_ipv6())
		buf_printf(b, "\t\tlisten\t\t[::]:%" PRId64 " ssl http2;",
		    config->port);
}

static void
put_listen6_default(struct buf *b, const struct config *config)
{
	if (has_ipv6())
		buf_printf(b, "\t\tlisten\t\t[::]:%" PRId64 " ssl http2"
		    " default_server backlog=1024;", config->port);
}

/* " https://host:port" of SOUK_MEDIA_URL, for the policy of pages. */
static void
put_media(struct buf *b, const struct config *config)
{
	const char	*url = config->media_url, *p;
	size_t		 len;

	if (*url == '\0')
		return;
	p = strstr(url, "://") + 3;
	len = (size_t)(p - url) + strcspn(p, "/");
	/* What would end the word, or the policy, is in no address. */
	if (strcspn(url, " ;,'\"\\{}$\t") < len)
		return;
	buf_putc(b, ' ');
	buf_put(b, url, len);
}

/* The host of the base URL (checked when it was read), and this machine. */
static void
put_names(struct buf *b, const struct config *config)
{
	const char	*host = strstr(config->base_url, "://") + 3;
	size_t		 len = *host == '[' ? strcspn(host, "]") + 1 :
	    strcspn(host, ":/");

	buf_puts(b, "localhost 127.0.0.1 [::1]");
	if (len == 0 || (len == 9 && memcmp(host, "localhost", 9) == 0) ||
	    (len == 9 && memcmp(host, "127.0.0.1", 9) == 0) ||
	    (len == 5 && memcmp(host, "[::1]", 5) == 0))
		return;
	buf_putc(b, ' ');
	buf_put(b, host, len);
}

/*
 * Plain HTTP: what proves to an authority that the name is ours, and the way
 * to HTTPS for who only looks.  A call of the API is refused, lest somebody's
 * program goes on sending its key in the clear.
 */
static void
put_http(struct buf *b, const struct config *config)
{
	if (config->http_port == 0)
		return;
	buf_printf(b, "\tserver {\n\t\tlisten\t\t%" PRId64
	    " default_server;\n", config->http_port);
	if (has_ipv6())
		buf_printf(b, "\t\tlisten\t\t[::]:%" PRId64
		    " default_server;\n", config->http_port);
	buf_puts(b, "\t\tinclude errors_server.conf;\n"
	    "\t\tlocation ^~ /.well-known/acme-challenge/ {\n"
	    "\t\t\troot acme;\n\t\t\tdefault_type text/plain;\n\t\t}\n"
	    "\t\tlocation ^~ /api/ { return 403; }\n"
	    "\t\tlocation / {\n"
	    "\t\t\tif ($request_method !~ ^(GET|HEAD)$) { return 403; }\n");
	buf_printf(b, "\t\t\treturn 301 %s$request_uri;\n\t\t}\n\t}\n",
	    config->base_url);
}

/* ---- the file ------------------------------------------------------------ */

static void
put_word(struct buf *out, const char *word, size_t len,
    const struct config *config)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strlen(words[i].word) == len &&
		    memcmp(words[i].word, word, len) == 0) {
			words[i].put(out, config);
			return;
		}
	buf_putc(out, '@');
	buf_put(out, word, len);
	buf_putc(out, '@');
}

/* "@plain;" and "between @ signs" are no words: those are capitals. */
static void
fill_in(struct buf *out, const char *p, const struct config *config)
{
	static const char	 capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_6";
	size_t			 len;

	for (; *p != '\0'; p++) {
		len = *p == '@' ? strspn(p + 1, capitals) : 0;
		if (len == 0 || p[len + 1] != '@') {
			buf_putc(out, *p);
			continue;
		}
		put_word(out, p + 1, len, config);
		p += len + 1;
	}
}

static char *
file_text(struct arena *arena, const char *path)
{
	FILE	*f = fopen(path, "re");
	char	*text;
	size_t	 n;

	if (f == NULL)
		return NULL;
	text = arena_alloc(arena, TEMPLATE_MAX);
	n = fread(text, 1, TEMPLATE_MAX - 1, f);
	text[n] = '\0';
	fclose(f);
	return text;
}

/* Whole or not at all, should nginx read it now. */
static bool
file_write(struct arena *arena, const char *path, const char *text, size_t len)
{
	char	*fresh = arena_printf(arena, "%s.new", path);
	FILE	*f = fopen(fresh, "we");
	bool	 ok;

	if (f == NULL)
		return false;
	ok = fwrite(text, 1, len, f) == len;
	ok = fclose(f) == 0 && ok;
	return ok && rename(fresh, path) == 0;
}

bool
nginx_write(struct arena *arena, const struct config *config,
    const struct buf *locations, const char **why)
{
	struct buf	 out;
	const char	*path;
	char		*text;

	mkdir(arena_printf(arena, "%s/run/nginx", config->home), 0700);
	path = arena_printf(arena, "%s/etc/locations.conf", config->home);
	if (!file_write(arena, path, locations->p, locations->len)) {
		*why = "etc/locations.conf cannot be written";
		return false;
	}
	path = arena_printf(arena, "%s/etc/nginx.conf", config->home);
	text = file_text(arena, arena_printf(arena, "%s.in", path));
	if (text == NULL) {
		*why = "etc/nginx.conf.in cannot be read";
		return false;
	}
	buf_init(&out, arena, TEMPLATE_MAX);
	fill_in(&out, text, config);
	if (file_write(arena, path, out.p, out.len))
		return true;
	*why = "etc/nginx.conf cannot be written";
	return false;
}
