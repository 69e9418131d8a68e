/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ACCOUNTS_PRIVACY_H
#define SOUK_ACCOUNTS_PRIVACY_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/json_out.h"
#include "lib/souk.h"

/*
 * What the whole shop keeps about a person, through act->souk->privacy: to
 * take along (JSON, machine-readable) and to be erased.  Of an erased person
 * ids stay where books and the audit need them, and no text.
 */

/* All members of the open object; for the actor themselves. */
enum outcome	own_show(struct act *, struct json_out *);
/* USER_MANAGE, of a customer of the brand. */
enum outcome	customer_show(struct act *, const char *id,
		    struct json_out *);

/*
 * TX_STEPS.  The actor's own account: the current password, counted like a
 * login, or for who has none a session of the last ten minutes.  CONFLICT:
 * the last owner of the brand.
 */
extern const struct fieldset	erase_fields;
enum outcome	own_erase(struct act *, const struct record *in);
enum outcome	customer_erase(struct act *, const char *id);

/*
 * After a breach, by the machine's owner: every session, token and key of
 * everybody ends, in the caller's WRITE transaction.
 */
enum outcome	revoke_all(struct act *, int64_t *sessions);
/* And every active person is told so by mail: a job that makes the mails. */
enum outcome	incident_tell(struct act *, const char *text);
struct job_kind;
extern const struct job_kind	accounts_incident;

extern const struct privacy	accounts_privacy;

#endif
