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
#include "lib/inbox/inbox.h"
#include "lib/inbox/contact.h"
#include "lib/orders/orders.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static int
file_open(struct act *act)
{
	const int	 fd = open(arena_printf(act->arena, "%s/run",
	    act->config->home), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	const int	 error = errno;

	if (fd == -1)
		log_line(LOG_ERROR, "export file", "error", strerror(error),
		    NULL);
	errno = error;
	return fd;
}

/* "products-2026-11-21.csv" */
static void
file_head(struct req *r, struct res *out, const char *name,
    enum export_format format)
{
	char	 day[CLOCK_TEXT];

	clock_text(r->act.now, day);
	out->content_type = export_content_types[format];
	res_header(out, "Content-Disposition", arena_printf(r->act.arena,
	    "attachment; filename=\"%s-%.10s.%s\"", name, day,
	    export_format_names[format]));
}

typedef enum outcome export_fn(struct act *, const struct record *,
    const struct export_how *, int fd);

static enum outcome
file_answer(struct req *r, struct res *out, export_fn *write,
    const char *name, const struct export_how *how)
{
	const int	 fd = file_open(&r->act);
	enum outcome	 e;

	if (fd == -1)
		return act_refuse_errno(&r->act, errno);
	if ((e = write(&r->act, r->query, how, fd)) != SOUK_OK) {
		close(fd);
		return e;
	}
	file_head(r, out, name, how->format);
	res_file(out, fd);
	return SOUK_OK;
}

static struct export_how
csv_of(const struct req *r, int bom, int separator)
{
	const struct value	*q = r->query->values;

	return (struct export_how){ .format = EXPORT_CSV,
	    .bom = q[bom].num == 1, .separator = q[separator].text[0] };
}

/* GET /api/admin/products/export: a file; 400, 413 too many for a sheet. */
static enum outcome
export_get(struct req *r, struct res *out)
{
	struct export_how	 how = csv_of(r, EXPORT_QUERY_BOM,
				    EXPORT_QUERY_SEPARATOR);

	how.format = (enum export_format)
	    r->query->values[EXPORT_QUERY_FORMAT].num;
	return file_answer(r, out, product_export, "products", &how);
}

/* GET /api/admin/stock/levels/export: CSV; 400, 403 a foreign place. */
static enum outcome
levels_get(struct req *r, struct res *out)
{
	const struct export_how	 how = csv_of(r, STOCK_EXPORT_BOM,
				    STOCK_EXPORT_SEPARATOR);

	return file_answer(r, out, stock_export, "stock", &how);
}

/* GET /api/admin/stock/movements/export: CSV; 400. */
static enum outcome
movements_get(struct req *r, struct res *out)
{
	const struct export_how	 how = csv_of(r, MOVEMENT_EXPORT_BOM,
				    MOVEMENT_EXPORT_SEPARATOR);

	return file_answer(r, out, movement_export, "movements", &how);
}

/* GET /api/admin/orders/export: CSV; 400. */
static enum outcome
orders_get(struct req *r, struct res *out)
{
	const struct export_how	 how = csv_of(r, ORDERS_EXPORT_BOM,
				    ORDERS_EXPORT_SEPARATOR);

	return file_answer(r, out, order_export, "orders", &how);
}

/* GET /api/prospects/export: CSV; 400. */
static enum outcome
prospects_get(struct req *r, struct res *out)
{
	const struct export_how	 how = csv_of(r, PROSPECTS_EXPORT_BOM,
				    PROSPECTS_EXPORT_SEPARATOR);

	return file_answer(r, out, prospect_export, "prospects", &how);
}

/* GET /api/admin/messages/export: CSV; 400. */
static enum outcome
contacts_get(struct req *r, struct res *out)
{
	const struct export_how	 how = csv_of(r, CONTACTS_EXPORT_BOM,
				    CONTACTS_EXPORT_SEPARATOR);

	return file_answer(r, out, contact_export, "messages", &how);
}

#define FILE_OF(PATH, RUN, PERMISSION, QUERY) \
	.method = METHOD_GET, .path = (PATH), .run = (RUN), \
	.who = FOR_PERMITTED, .permission = (PERMISSION), .query = (QUERY), \
	.tx = TX_STEPS, .rate = RATE_READ, \
	.flags = ROUTE_BARE | ROUTE_NO_STORE, .time_limit_ms = 120000, \
	.tag = "Export"

static const struct route routes[] = {
	{
		FILE_OF("/api/admin/products/export", export_get, PRODUCT_VIEW,
		    &product_export_query),
		.summary = "All products that the list shows, as a file that "
		    "an import takes back",
	}, {
		FILE_OF("/api/admin/stock/levels/export", levels_get, PRODUCT_VIEW,
		    &stock_export_query),
		.summary = "What there is of each variation at each place, "
		    "as CSV",
	}, {
		FILE_OF("/api/admin/stock/movements/export", movements_get, PRODUCT_VIEW,
		    &movement_export_query),
		.summary = "Every change of stock, newest first, as CSV",
	}, {
		FILE_OF("/api/admin/orders/export", orders_get, ORDER_VIEW,
		    &order_export_query),
		.summary = "Orders with their sums, newest first, as CSV",
	}, {
		FILE_OF("/api/prospects/export", prospects_get, MESSAGE_MANAGE,
		    &prospect_export_query),
		.summary = "People who may buy, newest first, as CSV",
	}, {
		FILE_OF("/api/admin/messages/export", contacts_get,
		    MESSAGE_MANAGE, &contact_export_query),
		.summary = "What came by the contact form, newest first, as "
		    "CSV",
	},
};

const struct route_table export_routes = { routes, COUNT(routes) };
