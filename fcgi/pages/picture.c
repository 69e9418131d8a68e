/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/cards.h"
#include "lib/base/text.h"
#include "lib/media/media.h"

/* Where a width is not told, a picture is as wide as its column. */
#define SIZES	"(min-width: 60rem) 20rem, (min-width: 36rem) 33vw, 50vw"

/* What is shown at once: a few pixels, beneath, until the picture is there. */
static void
under_put(const struct page *p, const struct picture *picture)
{
	if (picture->placeholder == NULL ||
	    !text_starts(picture->placeholder, "data:image/webp;base64,"))
		return;
	html_raw(p->body, "<img class=\"under\" alt=\"\" aria-hidden=\"true\"");
	html_attr(p->body, "src", picture->placeholder);
	html_raw(p->body, ">");
}

/* Room for it is there before it is: nothing on the page moves. */
static void
image_end(const struct page *p, const struct picture *picture)
{
	const int	 width = picture->width > 0 ? picture->width :
			    picture->size;
	const int	 height = picture->width > 0 ? picture->height :
			    picture->size;

	html_attr(p->body, "alt", picture->alt == NULL ? "" : picture->alt);
	html_attr(p->body, "loading", picture->eager ? NULL : "lazy");
	html_attr(p->body, "fetchpriority", picture->first ? "high" : NULL);
	html(p->body, " decoding=\"async\" width=\"%d\" height=\"%d\">", width,
	    height);
}

static void
ours_put(const struct page *p, const struct picture *picture)
{
	const char	*sizes = picture->sizes == NULL ? SIZES :
			    picture->sizes;

	under_put(p, picture);
	html(p->body, "<picture><source type=\"image/webp\" srcset=\"%s\" "
	    "sizes=\"%s\"><img", media_srcset(p->act, picture->url, "webp"),
	    sizes);
	html_url(p->body, "src", media_at_width(p->act, picture->url,
	    picture->size, "jpg"));
	html_attr(p->body, "srcset", media_srcset(p->act, picture->url,
	    "jpg"));
	html_attr(p->body, "sizes", sizes);
	image_end(p, picture);
	html_raw(p->body, "</picture>");
}

void
picture_put(const struct page *p, const struct picture *picture)
{
	html_raw(p->body, "<span class=\"photo\">");
	if (media_is_ours(picture->url))
		ours_put(p, picture);
	else if (picture_is_shown(picture->url)) {
		html_raw(p->body, "<img");
		html_url(p->body, "src", picture->url);
		image_end(p, picture);
	}
	html_raw(p->body, "</span>");
}

bool
picture_is_shown(const char *url)
{
	return url != NULL && html_is_own_path(url);
}

const char *
picture_shared(const struct page *p, const char *url)
{
	if (!picture_is_shown(url))
		return NULL;
	return page_absolute(p, media_is_ours(url) ? media_at_width(p->act,
	    url, PICTURE_SHARED, "jpg") : url);
}
