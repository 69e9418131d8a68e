/* SPDX-License-Identifier: ISC */
/*
 * What Meta and Twilio tell the shop: checked, stored and applied in one
 * transaction, several at once where they come together.  Without a network;
 * nobody else's requests stand before it.
 */
#include "fcgi/programs/worker.h"

int
main(int argc, char **argv)
{
	const struct worker_kind	kind = { .name = "souk-meta",
		.pool = POOL_META, .groups = true };

	return worker_main(&kind, argc, argv);
}
