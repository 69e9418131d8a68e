/* SPDX-License-Identifier: ISC */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/base/arena.h"

char *
address_group(struct arena *arena, const char *address)
{
	char		 text[INET6_ADDRSTRLEN];
	struct in_addr	 v4;
	struct in6_addr	 v6;

	if (address == NULL)
		return arena_copy(arena, "-");
	if (inet_pton(AF_INET, address, &v4) == 1)
		return arena_copy(arena, address);
	if (inet_pton(AF_INET6, address, &v6) != 1)
		return arena_copy(arena, "-");
	if (IN6_IS_ADDR_V4MAPPED(&v6)) {
		inet_ntop(AF_INET, &v6.s6_addr[12], text, sizeof(text));
		return arena_copy(arena, text);
	}
	memset(&v6.s6_addr[8], 0, 8);
	inet_ntop(AF_INET6, &v6, text, sizeof(text));
	return arena_printf(arena, "%s/64", text);
}
