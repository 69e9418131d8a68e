/* SPDX-License-Identifier: ISC */
#include <ctype.h>

#include "lib/accounts/account.h"
#include "lib/base/buf.h"
#include "lib/base/crypto.h"
#include "lib/base/lines.h"
#include "tests/unit/accounts_shop.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

/* "": taken. */
static const char *
judged(const char *password, enum role role)
{
	shop_nobody(NULL);
	return password_check(&store, "password", password, role) == SOUK_OK ?
	    "" : store.problem.fields[0].message->code;
}

/* Characters that no list and no run foretells. */
static char *
made_of(const char *const *parts, size_t count, size_t n)
{
	struct buf	b;

	buf_init(&b, store.arena, 300);
	for (size_t i = 0; i < n; i++)
		buf_puts(&b, parts[i * 5 % count]);
	return b.p;
}

static const char *const	ascii[] = { "k", "!", "Q", "7", "~", "w", "Z",
	"%", "e", "4", "_" };
static const char *const	foxes[] = { "🦊", "🦔", "🦉", "🐙", "🦎", "🦞", "🦂" };

START_TEST(a01_length_counts_characters_to_256_bytes)
{
	static const struct {
		const char *const	*parts;
		size_t			 count, n;
		enum role		 role;
		const char		*code;
	} t[] = {
		{ ascii, COUNT(ascii), 7, ROLE_CUSTOMER, "PASSWORD_SHORT" },
		{ ascii, COUNT(ascii), 8, ROLE_CUSTOMER, "" },
		{ ascii, COUNT(ascii), 14, ROLE_VIEWER, "PASSWORD_SHORT" },
		{ ascii, COUNT(ascii), 15, ROLE_VIEWER, "" },
		{ ascii, COUNT(ascii), 15, ROLE_SUPER_ADMIN, "" },
		{ ascii, COUNT(ascii), 64, ROLE_ADMIN, "" },
		{ ascii, COUNT(ascii), 256, ROLE_ADMIN, "" },
		{ ascii, COUNT(ascii), 257, ROLE_ADMIN, "PASSWORD_LONG" },
		{ foxes, COUNT(foxes), 7, ROLE_CUSTOMER, "PASSWORD_SHORT" },
		{ foxes, COUNT(foxes), 8, ROLE_CUSTOMER, "" },
		{ foxes, COUNT(foxes), 64, ROLE_ADMIN, "" },
		{ foxes, COUNT(foxes), 65, ROLE_ADMIN, "PASSWORD_LONG" },
	};

	for (size_t i = 0; i < COUNT(t); i++)
		ck_assert_msg(strcmp(judged(made_of(t[i].parts, t[i].count,
		    t[i].n), t[i].role), t[i].code) == 0, "row %zu", i);
}
END_TEST

static bool
is_right(const char *plain, const char *hash)
{
	bool	right, outdated;

	ck_assert_int_eq(password_verify(plain, hash, &right, &outdated),
	    SOUK_OK);
	return right;
}

/* As some hashes do at 72 bytes, and at the end of a character. */
START_TEST(a01_no_byte_is_cut_off)
{
	static const size_t	lengths[] = { 8, 63, 64, 65, 71, 72, 73, 74,
		128, 255, 256 };
	char			*text, *hash;

	for (size_t i = 0; i < COUNT(lengths); i++) {
		text = made_of(ascii, COUNT(ascii), lengths[i]);
		ck_assert_int_eq(password_hash(store.arena, text, &hash),
		    SOUK_OK);
		ck_assert(is_right(text, hash));
		text[lengths[i] - 1] ^= 1;
		ck_assert(!is_right(text, hash));
		text[lengths[i] - 1] = '\0';
		ck_assert(!is_right(text, hash));
	}
}
END_TEST

/* ---- what everybody chooses ------------------------------------------------ */

static char *
listed(void)
{
	FILE	*f = fopen("lib/accounts/common_passwords.txt", "re");
	char	*text = NULL;
	size_t	 size = 0;

	ck_assert_ptr_nonnull(f);
	ck_assert_int_gt(getdelim(&text, &size, '\0', f), 0);
	fclose(f);
	return text;
}

/* Each as it is, in capitals, again and again, and with a year behind it. */
static void
want_refused(char *word)
{
	char	*many = word, year[64];

	ck_assert_msg(*judged(word, ROLE_CUSTOMER) != '\0', "%s", word);
	while (strlen(many) < 15)
		many = arena_printf(store.arena, "%s%s", many, word);
	ck_assert_msg(*judged(many, ROLE_ADMIN) != '\0', "%s", many);
	snprintf(year, sizeof(year), "%s2026!", word);
	if (isalpha((unsigned char)word[0]) &&
	    isalpha((unsigned char)word[strlen(word) - 1]))
		ck_assert_msg(*judged(year, ROLE_CUSTOMER) != '\0', "%s",
		    year);
	for (char *p = word; *p != '\0'; p++)
		*p = *p >= 'a' && *p <= 'z' ? (char)(*p - 32) : *p;
	ck_assert_msg(*judged(word, ROLE_CUSTOMER) != '\0', "%s", word);
}

START_TEST(a02_thousands_of_common_passwords_are_refused_in_any_dress)
{
	char	*text = listed(), *rest = text, *word, last[64] = "";
	int	 words = 0, fit = 0;

	while ((word = strsep(&rest, "\n")) != NULL && *word != '\0') {
		ck_assert_msg(strcmp(last, word) < 0, "%s %s", last, word);
		snprintf(last, sizeof(last), "%s", word);
		words++;
		fit += strlen(word) >= 8;
		want_refused(word);
		arena_reset(store.arena);
	}
	ck_assert_int_ge(words, 3000);
	ck_assert_int_ge(fit, 3000);	/* long enough to be chosen at all */
	free(text);
}
END_TEST

START_TEST(a02_a_passphrase_of_listed_words_is_taken)
{
	static const char *const	good[] = {
		"correct horse battery staple", "dragonfly over seven hills",
		"kitchen-window-railway-plum", "seventeen blue umbrellas",
	};

	for (size_t i = 0; i < COUNT(good); i++)
		ck_assert_str_eq(judged(good[i], ROLE_ADMIN), "");
}
END_TEST

START_TEST(a02_words_of_the_shop_are_no_strength)
{
	const char	*name = settings_text(store.settings, &shop_settings,
			    SHOP_NAME);

	ck_assert_str_eq(judged(arena_printf(store.arena, "%s%s-2026%s", name,
	    name, name), ROLE_CUSTOMER), "PASSWORD_COMMON");
}
END_TEST

/* ---- the owner's list ------------------------------------------------------ */

static char	leaked_path[128];

static void
leaked_write(const char *text)
{
	FILE	*f;

	snprintf(leaked_path, sizeof(leaked_path), "%s/leaked", store_dir);
	shop_config.breached_passwords = leaked_path;
	ck_assert_ptr_nonnull(f = fopen(leaked_path, "we"));
	fputs(text, f);
	fclose(f);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* n of them, sorted; the first is of `plain`. */
static char *
leaked_lines(const char *plain, int n, const char *tail, bool lower)
{
	char		(*lines)[64] = calloc((size_t)n, sizeof(*lines));
	uint8_t		 hash[CRYPTO_SHA1];
	struct buf	 b;

	ck_assert_ptr_nonnull(lines);
	for (int i = 0; i < n; i++) {
		const char	*text = i == 0 ? plain :
				    arena_printf(store.arena, "leaked %d", i);

		crypto_sha1(text, strlen(text), hash);
		snprintf(lines[i], sizeof(lines[i]), "%s",
		    crypto_hex(store.arena, hash, sizeof(hash)));
		for (char *p = lines[i]; !lower && *p != '\0'; p++)
			*p = *p >= 'a' ? (char)(*p - 32) : *p;
	}
	qsort(lines, (size_t)n, sizeof(*lines), by_text);
	buf_init(&b, store.arena, 4096);
	for (int i = 0; i < n; i++)
		buf_printf(&b, "%s%s", lines[i], tail);
	free(lines);
	return b.p;
}

START_TEST(a02_leaked_passwords_of_the_owners_file_are_refused)
{
	static const char	 mine[] = "a long and winding river bed";
	static const char *const tails[] = { "\n", ":17\n", "\r\n", ":3\r\n" };
	static const int	 sizes[] = { 1, 2, 3, 10, 1000 };
	char			*text;

	ck_assert_str_eq(judged(mine, ROLE_ADMIN), "");
	for (size_t i = 0; i < COUNT(tails); i++)
		for (size_t k = 0; k < COUNT(sizes); k++) {
			text = leaked_lines(mine, sizes[k], tails[i], i & 1);
			leaked_write(text);
			ck_assert_str_eq(judged(mine, ROLE_ADMIN),
			    "PASSWORD_BREACHED");
			ck_assert_str_eq(judged("a long and winding river bad",
			    ROLE_ADMIN), "");
			for (int n = 1; n < sizes[k]; n += 37)
				ck_assert_str_eq(judged(arena_printf(
				    store.arena, "leaked %d", n),
				    ROLE_CUSTOMER), "PASSWORD_BREACHED");
		}
	unlink(leaked_path);
	shop_config.breached_passwords = NULL;
}
END_TEST

/* Nobody is kept from choosing a password by a file that is none. */
START_TEST(a02_a_broken_list_keeps_nobody_out)
{
	static const char *const	bad[] = { "", "\n", "no such list\n",
		"0123456789ABCDEF0123456789ABCDEF01234567",
		"0123456789ABCDEF0123456789ABCDEF01234567 \n",
		"0123456789ABCDEF0123456789ABCDEF01234567\n"
		    "0123456789ABCDEF0123456789ABCDEF0123456" };
	char				 dir[160];

	for (size_t i = 0; i < COUNT(bad); i++) {
		leaked_write(bad[i]);
		ck_assert_str_eq(judged("a long and winding river bed",
		    ROLE_ADMIN), "");
	}
	unlink(leaked_path);
	ck_assert_str_eq(judged("a long and winding river bed", ROLE_ADMIN),
	    "");
	snprintf(dir, sizeof(dir), "%s", store_dir);
	shop_config.breached_passwords = dir;
	ck_assert_str_eq(judged("a long and winding river bed", ROLE_ADMIN),
	    "");
	shop_config.breached_passwords = NULL;
}
END_TEST

START_TEST(a_line_is_found_wherever_it_stands)
{
	static const char	text[] = "a\nab\nabc\nb:1\nbb\nc\nzz";
	static const char *const in[] = { "a", "ab", "abc", "b", "bb", "c",
		"zz" };
	static const char *const out[] = { "", "aa", "abcd", "ba", "bbb", "d",
		"z", "zzz", "b:" };
	const struct lines	 lines = { .text = text,
				    .size = sizeof(text) - 1 };
	char			 wide[400];
	struct lines		 broken = { .text = wide, .size = 400 };

	for (size_t i = 0; i < COUNT(in); i++)
		ck_assert_msg(lines_find(&lines, in[i], strlen(in[i]), ':') ==
		    LINES_YES, "%s", in[i]);
	for (size_t i = 0; i < COUNT(out); i++)
		ck_assert_msg(lines_find(&lines, out[i], strlen(out[i]), ':')
		    == LINES_NO, "%s", out[i]);
	ck_assert_int_eq(lines_find(&(struct lines){ .text = "" }, "a", 1,
	    ':'), LINES_NO);
	memset(wide, 'x', sizeof(wide));
	ck_assert_int_eq(lines_find(&broken, "a", 1, ':'), LINES_BROKEN);
	broken = (struct lines){ .fd = -1, .size = 100 };
	ck_assert_int_eq(lines_find(&broken, "a", 1, ':'), LINES_BROKEN);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		a01_length_counts_characters_to_256_bytes,
		a01_no_byte_is_cut_off,
		a02_thousands_of_common_passwords_are_refused_in_any_dress,
		a02_a_passphrase_of_listed_words_is_taken,
		a02_words_of_the_shop_are_no_strength,
		a02_leaked_passwords_of_the_owners_file_are_refused,
		a02_a_broken_list_keeps_nobody_out,
		a_line_is_found_wherever_it_stands,
	};

	return shop_run("passwords", tests, COUNT(tests));
}
