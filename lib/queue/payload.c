/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/json_in.h"
#include "lib/queue/queue.h"

const char *
job_text(struct act *act, const struct job *job, const char *name)
{
	const struct json_in	*member;
	struct json_in		*payload;
	const char		*at_name;
	size_t			 at;

	if (json_parse(act->arena, job->payload, strlen(job->payload),
	    &payload, &at, &at_name) != JSON_OK ||
	    payload->type != JSON_OBJECT)
		return NULL;
	member = json_member(payload, name);
	return member != NULL && member->type == JSON_STRING ? member->text :
	    NULL;
}
