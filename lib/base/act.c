/* SPDX-License-Identifier: ISC */
#include "lib/base/act.h"

#include <string.h>

#include "lib/base/messages.h"

enum outcome
act_refuse(struct act *act, enum outcome outcome, const struct message *m)
{
	act->problem.message = m;
	return outcome;
}

enum outcome
act_refuse_errno(struct act *act, int error)
{
	return !errno_is_full(error) ? SOUK_INTERNAL :
	    act_refuse(act, SOUK_BUSY, &base_messages[BASE_STORAGE_FULL]);
}

enum outcome
act_bad_field(struct act *act, const char *field, const struct message *m)
{
	return act_bad_number(act, field, m, 0, 0);
}

enum outcome
act_bad_number(struct act *act, const char *field, const struct message *m,
    int64_t n0, int64_t n1)
{
	struct problem	*problem = &act->problem;

	if (problem->message == NULL)
		problem->message = &base_messages[BASE_INVALID];
	for (int i = 0; i < problem->count; i++)
		if (strcmp(problem->fields[i].name, field) == 0)
			return SOUK_INVALID;
	if (problem->count < PROBLEM_FIELDS)
		problem->fields[problem->count++] = (struct problem_field){
			.name = field, .message = m, .numbers = { n0, n1 }
		};
	return SOUK_INVALID;
}
