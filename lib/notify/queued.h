/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_QUEUED_H
#define SOUK_NOTIFY_QUEUED_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/souk.h"

/* An address that stays one in a command of SMTP. */
bool		 mail_is_deliverable(const char *to);
/* mail_put(), and the id of its row. */
enum outcome	 mail_put_as(struct act *, const struct mail_new *,
		    const char **id);
/* What a mail is told, as the JSON of its row, and read again; NULL: it is
 * none. */
char		*mail_fields_json(struct act *, const struct mail_field *);
const struct mail_field	*mail_fields_read(struct act *, const char *json);
/* The job of a mail, unless one waits or runs.  In a WRITE transaction. */
enum outcome	 mail_queue(struct act *, const char *id);

#endif
