/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/catalog/catalog.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static int
file_open(struct act *act)
{
	const int	 fd = open(arena_printf(act->arena, "%s/run",
	    act->config->home), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (fd == -1)
		log_line(LOG_ERROR, "export file", "error", strerror(errno),
		    NULL);
	return fd;
}

/* "products-2026-11-21.csv" */
static void
file_head(struct req *r, struct res *out, enum export_format format)
{
	char	 day[CLOCK_TEXT];

	clock_text(r->act.now, day);
	out->content_type = export_content_types[format];
	res_header(out, "Content-Disposition", arena_printf(r->act.arena,
	    "attachment; filename=\"products-%.10s.%s\"", day,
	    export_format_names[format]));
}

/* GET /api/admin/products/export: a file; 400, 413 too many for a sheet. */
static enum outcome
export_get(struct req *r, struct res *out)
{
	const struct value		*q = r->query->values;
	const struct export_how		 how = {
		.format = (enum export_format)q[EXPORT_QUERY_FORMAT].num,
		.bom = q[EXPORT_QUERY_BOM].num == 1,
		.separator = q[EXPORT_QUERY_SEPARATOR].text[0],
	};
	const int			 fd = file_open(&r->act);
	enum outcome			 e;

	if (fd == -1)
		return SOUK_INTERNAL;
	if ((e = product_export(&r->act, r->query, &how, fd)) != SOUK_OK) {
		close(fd);
		return e;
	}
	file_head(r, out, how.format);
	res_file(out, fd);
	return SOUK_OK;
}

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = "/api/admin/products/export",
		.run = export_get, .who = FOR_PERMITTED,
		.permission = PRODUCT_VIEW, .query = &product_export_query,
		.tx = TX_STEPS, .rate = RATE_READ,
		.flags = ROUTE_BARE | ROUTE_NO_STORE,
		.time_limit_ms = 120000, .tag = "Export",
		.summary = "All products that the list shows, as a file that "
		    "an import takes back",
	},
};

const struct route_table export_routes = { routes, COUNT(routes) };
