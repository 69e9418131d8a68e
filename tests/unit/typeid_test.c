/* SPDX-License-Identifier: ISC */
#include "lib/base/typeid.h"
#include "tests/unit/base_unit.h"

#define ZEROS	"00000000000000000000000000"

/* After the valid and invalid examples of the TypeID specification. */
START_TEST(ids_are_told_from_what_is_not_one)
{
	static const struct { const char *id, *prefix; bool valid; } rows[] = {
		{ ZEROS, "", true }, { ZEROS, NULL, true },
		{ "00000000000000000000000001", "", true },
		{ "0000000000000000000000000g", "", true },
		{ "7zzzzzzzzzzzzzzzzzzzzzzzzz", "", true },
		{ "prefix_0123456789abcdefghjkmnpqrs", "prefix", true },
		{ "prefix_01h455vb4pex5vsknk084sn02q", "prefix", true },
		{ "prefix_01h455vb4pex5vsknk084sn02q", NULL, true },
		{ "pre_fix_" ZEROS, "pre_fix", true },
		{ "prefix_" ZEROS, "", false },
		{ "prefix_" ZEROS, "pre", false },
		{ "prefix_" ZEROS, "prefix_", false },
		{ ZEROS, "prefix", false },
		{ "PREFIX_" ZEROS, NULL, false },
		{ "12345_" ZEROS, NULL, false },
		{ "pre.fix_" ZEROS, NULL, false },
		{ "préfix_" ZEROS, NULL, false },
		{ "  prefix_" ZEROS, NULL, false },
		{ "_" ZEROS, NULL, false }, { "_", NULL, false },
		{ "_prefix_" ZEROS, NULL, false },
		{ "prefix__" ZEROS, NULL, false },
		{ "prefix_", NULL, false }, { "", NULL, false },
		{ "prefix_1234567890123456789012345", NULL, false },
		{ "prefix_123456789012345678901234567", NULL, false },
		{ "prefix_1234567890123456789012345 ", NULL, false },
		{ "prefix_0123456789ABCDEFGHJKMNPQRS", NULL, false },
		{ "prefix_123456789-123456789-123456", NULL, false },
		{ "prefix_ooooooiiiiiiuuuuuuulllllll", NULL, false },
		{ "prefix_i23456789ol23456789oi23456", NULL, false },
		{ "prefix_8zzzzzzzzzzzzzzzzzzzzzzzzz", NULL, false },
		{ "prefix_" ZEROS "\n", NULL, false },
		{ "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
		  "abcdefghijkl_" ZEROS, NULL, false },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_msg(typeid_valid(rows[i].id, rows[i].prefix) ==
		    rows[i].valid, "%s", rows[i].id);
}
END_TEST

START_TEST(new_ids_are_valid_different_and_in_order_of_time)
{
	int64_t		 now = INT64_C(1795234500000);
	const char	*last = typeid_new(arena, "prod", 0), *id;

	ck_assert_str_eq(arena_text(arena, last, 15), "prod_0000000000");
	for (int i = 0; i < 1000; i++) {
		id = typeid_new(arena, "prod", now + i * 7);
		ck_assert(typeid_valid(id, "prod"));
		ck_assert_int_lt(strcmp(last, id), 0);
		last = id;
	}
	ck_assert_str_ne(typeid_new(arena, "a", now),
	    typeid_new(arena, "a", now));
	ck_assert_uint_eq(strlen(typeid_new(arena, "", now)), TYPEID_SUFFIX);
}
END_TEST

UNIT_MAIN("typeid",
    ids_are_told_from_what_is_not_one,
    new_ids_are_valid_different_and_in_order_of_time)
