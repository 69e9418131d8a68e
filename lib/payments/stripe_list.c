/* SPDX-License-Identifier: ISC */
#include "lib/payments/stripe_list.h"

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/json_out.h"
#include "lib/base/text.h"
#include "lib/payments/event.h"

bool
stripe_list_ask(struct act *act, const char *query, const char *after,
    struct stripe_page *page)
{
	const struct json_in	*more;
	struct buf		 path;

	*page = (struct stripe_page){ .count = 0 };
	buf_init(&path, act->arena, 256);
	buf_printf(&path, "%s&limit=%d", query, STRIPE_PAGE);
	if (*after != '\0') {
		buf_puts(&path, "&starting_after=");
		text_url_encode(&path, after);
	}
	stripe_ask(act, &(struct stripe_call){ .path = path.p },
	    &page->answer);
	if (page->answer.end != STRIPE_TAKEN)
		return false;
	page->items = stripe_items(page->answer.json, "data", &page->count);
	more = json_member(page->answer.json, "has_more");
	if (page->count > 0 && more != NULL && more->type == JSON_BOOL &&
	    more->boolean)
		page->after = stripe_text(&page->items[page->count - 1], "id");
	return true;
}

enum outcome
stripe_list_next(struct act *act, const struct job *job,
    const char *const *texts, const struct stripe_page *page)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, act->arena, 256);
	json_open(&json, NULL);
	for (; *texts != NULL; texts++)
		json_text(&json, *texts, job_text(act, job, *texts));
	json_text(&json, "after", page->after);
	json_close(&json);
	return queue_put(act, &(struct job_new){ .kind = job->kind,
		.payload = b.p, .unique_key = arena_printf(act->arena,
		"%s:%s", job->kind, page->after) }, NULL);
}
