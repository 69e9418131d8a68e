/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ACCOUNTS_GROUPS_H
#define SOUK_ACCOUNTS_GROUPS_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"

/*
 * Customer groups: people of a brand who are treated alike, such as those who
 * buy at prices of their own (lib/catalog/price_list.h).  A person may be in
 * any number of them.
 *
 * Those about one actor or for a choice ask for nothing, the others for
 * USER_MANAGE.
 */
enum group_field { GROUP_ID, GROUP_BRAND, GROUP_NAME, GROUP_MEMBERS,
	GROUP_CREATED_AT, GROUP_UPDATED_AT, GROUP_VERSION, GROUP__MAX };
extern const struct fieldset	group_fields;		/* "CustomerGroup" */

enum member_field { MEMBER_ID, MEMBER_USERNAME, MEMBER_EMAIL, MEMBER_NAME,
	MEMBER_ROLE, MEMBER__MAX };
extern const struct fieldset	member_fields;		/* "GroupMember" */

/* Who is to become a member: one of the two. */
enum member_new_field { MEMBER_NEW_USER, MEMBER_NEW_EMAIL, MEMBER_NEW__MAX };
extern const struct fieldset	member_new_fields;

enum outcome	 group_create(struct act *, const struct record *,
		    struct record **);		/* CONFLICT: the name */
enum outcome	 group_read(struct act *, const char *id, struct record **);
enum outcome	 group_change(struct act *, const char *id,
		    const struct record *, struct record **);
/* CONFLICT: something is only for this group. */
enum outcome	 group_delete(struct act *, const char *id);
/* Of the actor's brand, in order of name; rows_next() reads them. */
enum outcome	 group_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*group_list_cursor(struct act *, const struct rows *,
		    const struct record *);

/* A group's members, the oldest account first. */
enum outcome	 group_member_list(struct act *, const char *group,
		    const struct list_query *, struct rows *);
const char	*group_member_list_cursor(struct act *, const struct rows *,
		    const struct record *);
/* CONFLICT: is one already.  DENIED: of another brand. */
enum outcome	 group_member_add(struct act *, const char *group,
		    const struct record *in, struct record **);
/* NOT_FOUND: is none. */
enum outcome	 group_member_remove(struct act *, const char *group,
		    const char *user);

/*
 * The ids of the groups that the actor is in, one a line; "" for somebody
 * who is in none, and for nobody.  Asked of the database once an act, and
 * not at all for nobody.
 */
enum outcome	 actor_groups(struct act *, const char **groups);
/* The ids and names of the brand's first hundred groups, to choose from. */
struct stmt;
enum outcome	 group_names(struct act *, struct stmt **);
/* A group of the actor's brand; `field` is bad if there is none, DENIED if
 * it is another brand's. */
enum outcome	 group_check(struct act *, const char *field, const char *id);

#endif
