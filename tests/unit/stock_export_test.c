/* SPDX-License-Identifier: ISC */
#include "tests/unit/export_shop.h"
#include "tests/suite.h"

/* More than one step: every row once, in the list's order. */
#define ROWS	2300

typedef enum outcome export_fn(struct act *, const struct record *,
    const struct export_how *, int fd);

static const char *
file_of(export_fn *write_file, const struct fieldset *query)
{
	const char	*path = home_path("/export");
	const int	 fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	size_t		 len;
	char		*bytes;

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write_file(&store, record_new(store.arena, query),
	    &plain, fd), SOUK_OK);
	close(fd);
	bytes = file_read(path, &len);
	unlink(path);
	return bytes;
}

static void
stock_fill(void)
{
	char	*text = arena_alloc(store.arena, 1 << 20);
	size_t	 n = (size_t)sprintf(text, "slug,name,price,stock,sku\n");
	int	 i;

	for (i = 0; i < ROWS; i++)
		n += (size_t)sprintf(text + n, "p-%04d,Produit,1,%d,S-%d-\n", i,
		    i % 5, i);
	want_tally(text_import(text), "done 2300/2300/0/0/0");
}

/* Each of ROWS is in it as often as `times` says. */
static void
want_each(const char *text, int (*times)(int))
{
	const char	*p, *sku;
	int		 i, n;

	for (i = 0; i < ROWS; i += 37) {
		sku = arena_printf(store.arena, ",S-%d-,", i);
		for (n = 0, p = text; (p = strstr(p, sku)) != NULL; p++)
			n++;
		ck_assert_msg(n == times(i), "%s %d", sku, n);
	}
}

static int
lines_of(const char *text)
{
	int	 n = 0;

	for (; (text = strchr(text, '\n')) != NULL; text++)
		n++;
	return n;
}

static int
once(int i)
{
	(void)i;
	return 1;
}

static int
if_any(int i)
{
	return i % 5 != 0;
}

START_TEST(target_08_thousands_of_levels_go_out_in_steps)
{
	const char	*text;

	stock_fill();
	text = file_of(stock_export, &stock_export_query);
	ck_assert_int_eq(lines_of(text), ROWS + 1);
	want_each(text, once);
}
END_TEST

START_TEST(target_08_thousands_of_movements_go_out_in_steps)
{
	const char	*text;

	stock_fill();
	text = file_of(movement_export, &movement_export_query);
	ck_assert_int_eq(lines_of(text), ROWS * 4 / 5 + 1);
	want_each(text, if_any);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		target_08_thousands_of_levels_go_out_in_steps,
		target_08_thousands_of_movements_go_out_in_steps,
	};
	const struct suite	 suite = { "stock export", export_open,
	    export_close, true, 120 };

	return suite_of(&suite, tests, sizeof(tests) / sizeof(tests[0]));
}
