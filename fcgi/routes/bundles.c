/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/catalog/catalog.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

#define PARTS	"/api/admin/products/{id}/variations/{variationId}/parts"

/* GET …/parts: 403 of another brand; 404. */
static enum outcome
parts_get(struct req *r, struct res *out)
{
	struct record	*bundle = NULL;
	enum outcome	 e = bundle_read(&r->act, req_param(r, 0),
			    req_param(r, 1), &bundle);

	return answer_version(out, e, bundle, BUNDLE_VERSION);
}

/* PUT …/parts: 400 what cannot be a part, 403, 404, 409 has stock, was sold
 * or is a part itself, 412. */
static enum outcome
parts_put(struct req *r, struct res *out)
{
	struct record	*bundle = NULL;
	enum outcome	 e = bundle_replace(&r->act, req_param(r, 0),
			    req_param(r, 1), r->body, &bundle);

	return answer_version(out, e, bundle, BUNDLE_VERSION);
}

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = PARTS, .run = parts_get,
		.who = FOR_PERMITTED, .permission = PRODUCT_VIEW,
		.tx = TX_READ, .rate = RATE_READ,
		.answer = &bundle_fields, .tag = "Catalogue administration",
		.summary = "What a variation is made of that is a bundle",
	}, {
		.method = METHOD_PUT, .path = PARTS, .run = parts_put,
		.who = FOR_PERMITTED, .permission = PRODUCT_EDIT,
		.tx = TX_WRITE, .rate = RATE_WRITE,
		.body = &bundle_fields, .answer = &bundle_fields,
		.tag = "Catalogue administration",
		.summary = "Make a variation a bundle of these; of none: a "
		    "variation like others",
	},
};

const struct route_table bundle_routes = { routes, COUNT(routes) };
