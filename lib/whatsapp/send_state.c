/* SPDX-License-Identifier: ISC */
/*
 * What may become of a message that goes out.  A status that names it says
 * what Meta did, whatever we thought: so one in doubt, dropped or asked for
 * again is settled by it.  What was read is not delivered later, and what
 * arrived did not fail, whichever is told first.
 */
#include "lib/base/text.h"
#include "lib/whatsapp/whatsapp.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define ARRIVED	"delivered", "read", "played"

static const struct { const char *from, *to[9]; } follows[] = {
	{ "waiting", { "sending", "failed", "dropped", "sent", ARRIVED } },
	{ "sending", { "waiting", "doubt", "failed", "sent", ARRIVED } },
	{ "doubt", { "waiting", "failed", "dropped", "sent", ARRIVED } },
	{ "sent", { "failed", ARRIVED } },
	{ "delivered", { "read", "played" } },
	{ "read", { "played" } },
	{ "failed", { "waiting", ARRIVED } },
	{ "dropped", { "waiting", "failed", "sent", ARRIVED } },
};

bool
wa_may_follow(const char *from, const char *to)
{
	for (size_t i = 0; i < COUNT(follows); i++)
		if (text_equal(follows[i].from, from))
			for (size_t k = 0; follows[i].to[k] != NULL; k++)
				if (text_equal(follows[i].to[k], to))
					return true;
	return false;
}
