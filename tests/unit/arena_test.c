/* SPDX-License-Identifier: ISC */
#include "tests/unit/base_unit.h"

START_TEST(memory_is_zeroed_and_aligned_also_when_it_was_used_before)
{
	for (int round = 0; round < 3; round++) {
		for (size_t size = 0; size < 300; size++) {
			unsigned char	*p = arena_alloc(arena, size);

			ck_assert_uint_eq((uintptr_t)p % _Alignof(max_align_t),
			    0);
			for (size_t i = 0; i < size; i++)
				ck_assert_uint_eq(p[i], 0);
			memset(p, 0xff, size);
		}
		arena_reset(arena);
		ck_assert_uint_eq(arena_used(arena), 0);
	}
	buf_init(&out, arena, 0);
}
END_TEST

START_TEST(texts_are_copied_with_their_nul)
{
	ck_assert_str_eq(arena_text(arena, "souk!", 4), "souk");
	ck_assert_str_eq(arena_text(arena, NULL, 0), "");
	ck_assert_str_eq(arena_copy(arena, "tea"), "tea");
	ck_assert_ptr_null(arena_copy(arena, NULL));
	ck_assert_str_eq(arena_printf(arena, "%s-%d", "a", 7), "a-7");
	ck_assert_uint_eq(strlen(arena_printf(arena, "%100000d", 1)), 100000);
}
END_TEST

START_TEST(an_array_grows_one_by_one_and_keeps_what_it_had)
{
	size_t	*numbers = NULL, *before;
	int	 moves = 0;

	for (size_t n = 0; n < 1000; n++) {
		before = numbers;
		numbers = arena_more(arena, numbers, n, sizeof(*numbers));
		moves += numbers != before;
		numbers[n] = n * n;
	}
	for (size_t n = 0; n < 1000; n++)
		ck_assert_uint_eq(numbers[n], n * n);
	ck_assert_int_eq(moves, 11);	/* 1, 2, 4 … 1024 */
}
END_TEST

/* What each exhausts; the arena of 1 MiB must jump, not return. */
static void
exhaust(struct arena *small, int how)
{
	switch (how) {
	case 0:
		for (;;)
			arena_alloc(small, 1000);
	case 1:
		arena_alloc(small, 2 << 20);
		break;
	case 2:
		arena_alloc(small, SIZE_MAX);
		break;
	case 3:
		arena_array(small, SIZE_MAX / 2, 3);
		break;
	case 4:
		arena_text(small, "x", SIZE_MAX);
		break;
	case 5:
		buf_printf(&out, "%*d", 1 << 30, 1);
		break;
	}
}

START_TEST(exhaustion_jumps_to_the_guard_and_a_reset_makes_all_good)
{
	struct arena	*small = arena_new(1 << 20);
	volatile int	 jumps = 0;
	volatile int	 how;
	jmp_buf		 guard;

	for (how = 0; how < 6; how++) {
		arena_reset(small);
		buf_init(&out, small, 0);
		arena_guard(small, &guard);
		if (setjmp(guard) != 0)
			jumps++;
		else {
			exhaust(small, how);
			ck_abort_msg("case %d was not refused", how);
		}
		arena_reset(small);
		ck_assert_ptr_nonnull(arena_alloc(small, 100000));
	}
	ck_assert_int_eq(jumps, 6);
	arena_free(small);
	arena_free(NULL);
}
END_TEST

START_TEST(a_buffer_grows_and_ends_in_nul)
{
	for (int i = 0; i < 5000; i++)
		buf_putc(&out, (char)('a' + i % 26));
	buf_int(&out, INT64_MIN);
	buf_puts(&out, "");
	buf_printf(&out, "%s", " end");
	ck_assert_uint_eq(out.len, 5024);
	ck_assert_uint_eq(out.total, 5024);
	ck_assert_str_eq(out.p + 5000, "-9223372036854775808 end");
}
END_TEST

static void
spill(struct buf *b)
{
	struct buf	*to = b->spill_arg;

	buf_put(to, b->p, b->len);
}

START_TEST(what_is_beyond_the_mark_is_spilled_in_order)
{
	struct buf	 b;

	buf_init(&b, arena, 0);
	b.spill = spill;
	b.spill_at = 10;
	b.spill_arg = &out;
	buf_puts(&b, "0123456789");
	ck_assert_uint_eq(out.len, 0);
	buf_puts(&b, "a");
	ck_assert_uint_eq(b.len, 0);
	ck_assert_str_eq(b.p, "");
	buf_printf(&b, "%s", "bc");
	ck_assert_str_eq(written(), "0123456789a");
	ck_assert_str_eq(b.p, "bc");
	ck_assert_uint_eq(b.total, 13);
}
END_TEST

UNIT_MAIN("arena",
    memory_is_zeroed_and_aligned_also_when_it_was_used_before,
    texts_are_copied_with_their_nul,
    an_array_grows_one_by_one_and_keeps_what_it_had,
    exhaustion_jumps_to_the_guard_and_a_reset_makes_all_good,
    a_buffer_grows_and_ends_in_nul,
    what_is_beyond_the_mark_is_spilled_in_order)
