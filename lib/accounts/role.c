/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>

#include "lib/accounts/accounts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

#define READER_PERMISSIONS	(PRODUCT_VIEW | ANALYTICS_VIEW)
#define MANAGER_PERMISSIONS	(READER_PERMISSIONS | PRODUCT_CREATE | \
	PRODUCT_EDIT | CATEGORY_MANAGE | MESSAGE_MANAGE | SETTINGS_LIMITED | \
	ORDER_VIEW | ORDER_EDIT | PROMOTION_EDIT | PAYMENT_VIEW | \
	PAYMENT_REFUND)
#define OWNER_PERMISSIONS	(MANAGER_PERMISSIONS | PRODUCT_DELETE | \
	USER_MANAGE | SETTINGS_EDIT | AUDIT_VIEW)

static const struct {
	const char	*name;
	uint64_t	 permissions;
} roles[] = {
	[ROLE_NONE] = { "", 0 },
	[ROLE_CUSTOMER] = { "CUSTOMER", 0 },
	[ROLE_VIEWER] = { "VIEWER", READER_PERMISSIONS },
	[ROLE_ADMIN] = { "ADMIN", MANAGER_PERMISSIONS },
	[ROLE_SUPER_ADMIN] = { "SUPER_ADMIN", OWNER_PERMISSIONS },
};
static_assert(COUNT(roles) == ROLE__MAX, "a row for each role");

static const struct {
	enum permission	 permission;
	const char	*name;
} permissions[] = {
	{ PRODUCT_VIEW, "PRODUCT_VIEW" },
	{ PRODUCT_CREATE, "PRODUCT_CREATE" },
	{ PRODUCT_EDIT, "PRODUCT_EDIT" },
	{ PRODUCT_DELETE, "PRODUCT_DELETE" },
	{ CATEGORY_MANAGE, "CATEGORY_MANAGE" },
	{ USER_MANAGE, "USER_MANAGE" },
	{ SETTINGS_EDIT, "SETTINGS_EDIT" },
	{ SETTINGS_LIMITED, "SETTINGS_LIMITED" },
	{ ANALYTICS_VIEW, "ANALYTICS_VIEW" },
	{ MESSAGE_MANAGE, "MESSAGE_MANAGE" },
	{ AUDIT_VIEW, "AUDIT_VIEW" },
	{ ORDER_VIEW, "ORDER_VIEW" },
	{ ORDER_EDIT, "ORDER_EDIT" },
	{ PROMOTION_EDIT, "PROMOTION_EDIT" },
	{ PAYMENT_VIEW, "PAYMENT_VIEW" },
	{ PAYMENT_REFUND, "PAYMENT_REFUND" },
};

const char *const role_names[] = { "SUPER_ADMIN", "ADMIN", "VIEWER", NULL };

uint64_t
role_permissions(enum role role)
{
	return roles[role].permissions;
}

const char *
permission_label(int bit)
{
	size_t	i;

	for (i = 0; i < COUNT(permissions); i++)
		if (permissions[i].permission == 1u << bit)
			return permissions[i].name;
	return NULL;
}

const char *
role_name(enum role role)
{
	return roles[role].name;
}

enum role
role_from_name(const char *name)
{
	int	role;

	for (role = ROLE_NONE + 1; name != NULL && role < ROLE__MAX; role++)
		if (strcmp(roles[role].name, name) == 0)
			return (enum role)role;
	return ROLE_NONE;
}
