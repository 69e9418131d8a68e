/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/settings/settings.h"

void
answer_item(struct req *r, struct json_out *json, const struct record *record)
{
	json_open(json, NULL);
	json_record(json, record, settings_currency(r->act.settings));
	json_close(json);
}

void
answer_gone_id(struct res *out, const char *id)
{
	struct json_out	*json = res_data(out);

	json_open(json, "data");
	json_text(json, "id", id);
	json_bool(json, "deleted", true);
	json_close(json);
}

void
answer_gone(struct req *r, struct res *out)
{
	answer_gone_id(out, req_param(r, 0));
}
