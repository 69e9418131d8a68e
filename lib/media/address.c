/* SPDX-License-Identifier: ISC */
#include "lib/media/address.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/media/media.h"

#define PREFIX		"/media/"
#define FIRST		2	/* hexadecimal digits of a folder … */
#define REST		30	/* … and of one in it */
#define WIDEST		99999

/* "/media/ab/0123…/1280.jpg", in parts. */
struct address {
	const char	*name;		/* "ab/0123…", not ended */
	int		 largest;
};

static bool
is_hex(const char *p, size_t n)
{
	return strspn(p, "0123456789abcdef") >= n;
}

static bool
address_parse(const char *url, struct address *a)
{
	const char	*p;
	int		 width = 0;

	if (url == NULL || !text_starts(url, PREFIX))
		return false;
	a->name = p = url + strlen(PREFIX);
	if (!is_hex(p, FIRST) || p[FIRST] != '/' ||
	    !is_hex(p + FIRST + 1, REST) || p[FIRST + 1 + REST] != '/')
		return false;
	p += ADDRESS_NAME + 1;
	if (*p == '0')
		return false;
	for (; *p >= '0' && *p <= '9' && width <= WIDEST; p++)
		width = width * 10 + (*p - '0');
	a->largest = width;
	return width > 0 && width <= WIDEST &&
	    (strcmp(p, ".jpg") == 0 || strcmp(p, ".webp") == 0);
}

bool
media_is_ours(const char *url)
{
	struct address	a;

	return address_parse(url, &a);
}

const char *
media_address(struct arena *arena, const char *name, int64_t largest)
{
	return arena_printf(arena, PREFIX "%s/%lld.jpg", name,
	    (long long)largest);
}

const char *
media_name_of(struct arena *arena, const char *url)
{
	struct address	a;

	return address_parse(url, &a) ?
	    arena_text(arena, a.name, ADDRESS_NAME) : NULL;
}

const char *
media_own_address(struct act *act, const char *url)
{
	const char *const	 places[] = { act->config->base_url,
	    act->config->media_url };
	size_t			 len;

	if (media_is_ours(url))
		return url;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		if (places[i] == NULL || *places[i] == '\0')
			continue;
		len = strlen(places[i]);
		while (len > 0 && places[i][len - 1] == '/')
			len--;
		if (strncmp(url, places[i], len) == 0 &&
		    media_is_ours(url + len))
			return url + len;
	}
	return NULL;
}

/* ---- for browsers ---------------------------------------------------------- */

/* No slash at the end. */
static void
place_put(struct buf *b, const struct config *config)
{
	size_t	 len = config->media_url == NULL ? 0 :
		    strlen(config->media_url);

	while (len > 0 && config->media_url[len - 1] == '/')
		len--;
	buf_put(b, config->media_url != NULL ? config->media_url : "", len);
}

static void
file_put(struct buf *b, const struct config *config, const struct address *a,
    int width, const char *extension)
{
	place_put(b, config);
	buf_puts(b, PREFIX);
	buf_put(b, a->name, ADDRESS_NAME);
	buf_printf(b, "/%d.%s", width, extension);
}

const char *
media_srcset(struct act *act, const char *url, const char *extension)
{
	struct address	 a;
	struct buf	 b;

	if (!address_parse(url, &a))
		return NULL;
	buf_init(&b, act->arena, 512);
	for (const int *w = media_widths; *w != 0 && *w < a.largest; w++) {
		file_put(&b, act->config, &a, *w, extension);
		buf_printf(&b, " %dw, ", *w);
	}
	file_put(&b, act->config, &a, a.largest, extension);
	buf_printf(&b, " %dw", a.largest);
	return b.p;
}

bool
media_put_at_width(struct buf *b, const struct config *config,
    const char *url, int width, const char *extension)
{
	const int	*w = media_widths;
	struct address	 a;

	if (!address_parse(url, &a))
		return false;
	while (*w != 0 && *w < width)
		w++;
	file_put(b, config, &a, *w != 0 && *w < a.largest ? *w : a.largest,
	    extension);
	return true;
}

const char *
media_at_width(struct act *act, const char *url, int width,
    const char *extension)
{
	struct buf	 b;

	buf_init(&b, act->arena, 128);
	return media_put_at_width(&b, act->config, url, width, extension) ?
	    b.p : NULL;
}
