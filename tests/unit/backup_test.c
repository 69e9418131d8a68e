/* SPDX-License-Identifier: ISC */
/* What copies are made of: chunks by their content, lists, what is kept. */
#include "tests/unit/base_unit.h"

#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/backup/copy.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"

#define KEY	"0123456789abcdef0123456789abcdef"

static uint8_t	*stored, *plain;
static size_t	 stored_len, plain_len;
static struct codec	 codecs[3];		/* open, with KEY, with another */
static const char *const keys[] = { "", KEY,
	"another key that is long enough too" };

static void
rooms_open(void)
{
	for (size_t i = 0; i < COUNT(keys); i++)
		codec_open(&codecs[i], arena, keys[i]);
	stored = arena_alloc(arena, STORED_MAX);
	plain = arena_alloc(arena, CHUNK_MAX);
}

/* ---- chunks ------------------------------------------------------------ */

static void
bytes_fill(uint8_t *p, size_t n, bool packs)
{
	unsigned	 seed = 7;

	for (size_t i = 0; i < n; i++)
		p[i] = packs ? (uint8_t)(i / 100) :
		    (uint8_t)rand_r(&seed);
}

START_TEST(what_is_encoded_comes_back_and_only_under_its_own_name)
{
	static const size_t	 sizes[] = { 0, 1, 100, 4096, 262144,
				    CHUNK_MAX };
	uint8_t			*given = arena_alloc(arena, CHUNK_MAX);

	rooms_open();
	for (size_t i = 0; i < 4 * COUNT(sizes); i++) {
		const struct codec	*c = &codecs[i & 1];
		const size_t		 n = sizes[i / 4];

		bytes_fill(given, n, i & 2);
		stored_len = codec_encode(c, "objects/a", given, n, stored);
		ck_assert_uint_gt(stored_len, 0);
		ck_assert_uint_le(stored_len, STORED_MAX);
		ck_assert_ptr_null(codec_decode(c, "objects/a", stored,
		    stored_len, plain, &plain_len));
		ck_assert_uint_eq(plain_len, n);
		ck_assert_int_eq(memcmp(plain, given, n), 0);
		if (n >= 4096 && (i & 2))
			ck_assert_uint_lt(stored_len, n / 2);
		if (i & 1)
			ck_assert_ptr_nonnull(codec_decode(c, "objects/b",
			    stored, stored_len, plain, &plain_len));
	}
	ck_assert_uint_eq(codec_encode(codecs, "x", given, CHUNK_MAX + 1, stored),
	    0);
}
END_TEST

/* It was changed: either that is said, or its name is another. */
static bool
change_is_found(const struct codec *c, const uint8_t *bytes, size_t n,
    const char *name)
{
	chunk_name	 is;

	if (codec_decode(c, "objects/a", bytes, n, plain, &plain_len) != NULL)
		return true;
	codec_name(c, plain, plain_len, is);
	return strcmp(is, name) != 0;
}

/* F-25: each bit of a chunk, each length it could be cut to. */
START_TEST(f_25_no_flipped_bit_and_no_cut_goes_unseen)
{
	const struct codec	*c;
	chunk_name		 name;
	uint8_t			*given = arena_alloc(arena, 3000);

	rooms_open();
	for (int i = 0; i < 4; i++) {
		c = &codecs[i & 1];
		bytes_fill(given, 3000, i & 2);
		codec_name(c, given, 3000, name);
		stored_len = codec_encode(c, "objects/a", given, 3000,
		    stored);
		ck_assert(!change_is_found(c, stored, stored_len, name));
		for (size_t bit = 0; bit < stored_len * 8; bit++) {
			stored[bit / 8] ^= (uint8_t)(1 << bit % 8);
			ck_assert_msg(change_is_found(c, stored, stored_len,
			    name), "bit %zu of kind %d", bit, i);
			stored[bit / 8] ^= (uint8_t)(1 << bit % 8);
		}
		for (size_t n = 0; n < stored_len; n++)
			ck_assert_msg(change_is_found(c, stored, n, name),
			    "cut to %zu", n);
		stored[stored_len] = 0;
		ck_assert(change_is_found(c, stored, stored_len + 1, name));
	}
}
END_TEST

START_TEST(s4_bak_a_key_that_is_another_is_told_from_damage)
{
	static const struct { int made, read; const char *says; } t[] = {
		{ 1, 0, "SOUK_BACKUP_KEY is not set" },
		{ 0, 1, "not encrypted" },
		{ 1, 2, "another key" },
	};
	const struct codec	*made, *read;
	const char	*fault;
	chunk_name	 a, b;

	rooms_open();
	for (size_t i = 0; i < COUNT(t); i++) {
		made = &codecs[t[i].made];
		read = &codecs[t[i].read];
		stored_len = codec_encode(made, "x", "secret", 6, stored);
		fault = codec_decode(read, "x", stored, stored_len, plain,
		    &plain_len);
		ck_assert_ptr_nonnull(fault);
		ck_assert_msg(strstr(fault, t[i].says) != NULL, "%s", fault);
		codec_name(made, "secret", 6, a);
		codec_name(read, "secret", 6, b);
		ck_assert_str_ne(a, b);
		/* The content is nowhere in what is stored under a key. */
		if (t[i].made != 0)
			ck_assert_ptr_null(memmem(stored, stored_len,
			    "secret", 6));
	}
}
END_TEST

/* ---- lists --------------------------------------------------------------- */

static struct list
list_of(const char *text)
{
	static char	 room[LIST_MAX];
	struct list	 l = { .p = room, .len = strlen(text) };

	memcpy(l.p, text, l.len);
	return l;
}

#define NAME_A \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define NAME_B \
	"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

START_TEST(an_entry_is_read_as_it_was_written)
{
	struct list	 l = list_of("");
	struct entry	 e = { .mode = 0640, .size = 5, .changed = 7 }, r;
	chunk_name	 name;
	size_t		 at = 0;

	snprintf(e.chunks, sizeof(e.chunks), NAME_A "," NAME_B);
	snprintf(e.path, sizeof(e.path), "a b/ç.jpg");
	list_put_entry(&l, &e);
	ck_assert(list_entry(&l, &at, &r));
	ck_assert_int_eq(r.mode, 0640);
	ck_assert_int_eq(r.size, 5);
	ck_assert_int_eq(r.changed, 7);
	ck_assert_str_eq(r.path, "a b/ç.jpg");
	ck_assert(entry_chunk(&r, 1, name));
	ck_assert_str_eq(name, NAME_B);
	ck_assert(!entry_chunk(&r, 2, name));
	ck_assert(!list_entry(&l, &at, &r));
}
END_TEST

/* Nothing of a copy goes elsewhere than below the home. */
START_TEST(a_path_that_leaves_its_folder_is_none)
{
	static const char *const	 bad[] = {
		"600 1 1 " NAME_A " /etc/passwd\n", "600 1 1 " NAME_A " ..\n",
		"600 1 1 " NAME_A " ../x\n", "600 1 1 " NAME_A " a/../../x\n",
		"600 1 1 " NAME_A " a/..\n", "600 1 1 " NAME_A " \n",
		"600 1 1 " NAME_A "\n", "600\n", "\n",
	};
	struct entry	 e;
	char		 folder[ENTRY_PATH];
	chunk_name	 name;

	for (size_t i = 0; i < COUNT(bad); i++) {
		struct list	 l = list_of(bad[i]);
		size_t		 at = 0;

		ck_assert_msg(!list_entry(&l, &at, &e), "%s", bad[i]);
	}
	ck_assert(!line_part("part ../x " NAME_A, folder, name));
	ck_assert(!line_part("part /x " NAME_A, folder, name));
	ck_assert(!line_part("part x short", folder, name));
	ck_assert(!line_part("part " NAME_A, folder, name));
	ck_assert(!line_part("part", folder, name));
	ck_assert(line_part("part media/public/ab " NAME_A, folder, name));
	ck_assert_str_eq(folder, "media/public/ab");
	ck_assert(!line_chunk("chunk " NAME_A "a", name));
	ck_assert(line_chunk("chunk " NAME_A, name));
}
END_TEST

START_TEST(a_copy_is_named_by_its_time)
{
	char	 name[COPY_NAME];
	int64_t	 at;

	copy_name_make(1795281050123, "auto", name);
	ck_assert_str_eq(name, "2026-11-21T17-10-50-123Z-auto");
	ck_assert(copy_name_read(name, &at));
	ck_assert_int_eq(at, 1795281050123);
	ck_assert(!copy_name_read("lock", &at));
	ck_assert(!copy_name_read("2026-11-21T17-10-50-123Z", &at));
	ck_assert(!copy_name_read("2026-13-21T17-10-50-123Z-auto", &at));
	ck_assert(!copy_name_read("2026-11-21T17-10-50-123Z-../../x", &at));
}
END_TEST

/* ---- what is kept ----------------------------------------------------------- */

#define EVERY	(15 * CLOCK_MINUTE)
#define YEAR	(365 * CLOCK_DAY)
#define MANY	(int)(YEAR / EVERY)

static const struct keep_how	 how = { CLOCK_DAY, 30 * CLOCK_DAY,
	90 * CLOCK_DAY };

/* A year of copies, newest first, a clock that is set by hand. */
START_TEST(s3_bak_01_s3_bak_03_all_of_a_day_then_one_a_day_or_week)
{
	const int64_t	 now = 1795281050123;
	int64_t		*at = arena_array(arena, MANY, sizeof(*at));
	bool		*keep = arena_array(arena, MANY, sizeof(*keep));
	int		 day = 0, month = 0, quarter = 0, older = 0;

	for (int i = 0; i < MANY; i++)
		at[i] = now - i * EVERY;
	keep_choose(at, MANY, now, &how, keep);
	for (int i = 0; i < MANY; i++) {
		const int64_t	 age = now - at[i];

		if (!keep[i])
			continue;
		day += age <= CLOCK_DAY;
		month += age > CLOCK_DAY && age <= 30 * CLOCK_DAY;
		quarter += age > 30 * CLOCK_DAY && age <= 90 * CLOCK_DAY;
		older += age > 90 * CLOCK_DAY;
	}
	ck_assert_int_eq(day, 97);
	ck_assert_int_ge(month, 28);
	ck_assert_int_le(month, 30);
	ck_assert_int_ge(quarter, 8);
	ck_assert_int_le(quarter, 9);
	ck_assert_int_eq(older, 0);
}
END_TEST

/* Swept each two hours for a year, the same is left as if once at its end. */
START_TEST(s3_bak_01_sweeping_often_leaves_what_sweeping_once_does)
{
	int64_t	*at = arena_array(arena, MANY, sizeof(*at)), now = 0;
	bool	*keep = arena_array(arena, MANY, sizeof(*keep));
	int	 count = 0, left;

	for (int i = 0; i < MANY; i++) {
		now += EVERY;
		memmove(at + 1, at, (size_t)count++ * sizeof(*at));
		at[0] = now;
		if (i % 8 != 0)
			continue;
		keep_choose(at, count, now, &how, keep);
		left = 0;
		for (int k = 0; k < count; k++)
			if (keep[k])
				at[left++] = at[k];
		count = left;
	}
	keep_choose(at, count, now, &how, keep);
	for (left = 0; count > 0; count--)
		left += keep[count - 1];
	ck_assert_int_ge(left, 97 + 28 + 8);
	ck_assert_int_le(left, 97 + 31 + 10);
}
END_TEST

START_TEST(the_last_copy_stays_however_old_and_whatever_the_clock_says)
{
	const int64_t	 at[] = { 5 * YEAR, 4 * YEAR, 3 * YEAR };
	bool		 keep[3];

	keep_choose(at, 3, 9 * YEAR, &how, keep);
	ck_assert(keep[0] && !keep[1] && !keep[2]);
	/* A clock that is years behind takes nothing away. */
	keep_choose(at, 3, YEAR, &how, keep);
	ck_assert(keep[0] && keep[1] && keep[2]);
	keep_choose(at, 0, YEAR, &how, keep);
}
END_TEST

/* ---- a place, swept --------------------------------------------------------- */

static char		 home[64];
static struct config	 config = { .home = home, .backup_key = KEY,
	.backup_place = "" };
static struct act	 act;
static struct work	 work;

static int
remove_below(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static void
work_begin(void)
{
	/* A copy's lists and chunks need more room than others' tests. */
	arena_free(arena);
	ck_assert_ptr_nonnull(arena = arena_new(64 << 20));
	snprintf(home, sizeof(home), "/tmp/souk-test.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(home));
	act = (struct act){ .arena = arena, .config = &config };
	work_open(&work, &act, NULL);
	ck_assert(place_open_home(&work.home, &act));
}

static void
work_end(void)
{
	nftw(home, remove_below, 16, FTW_DEPTH | FTW_PHYS);
}

/* A copy of that time: a chunk all have, one of its own, and a part. */
static void
copy_of(int64_t at, int n)
{
	char		 name[COPY_NAME], own[64];
	chunk_name	 chunk;
	struct entry	 e = { .mode = 0600, .size = 6 };

	work.copy.len = work.part.len = 0;
	list_put(&work.copy, "souk copy 1\ndatabase %d\n", 10);
	ck_assert(chunk_put(&work, &work.home, "shared", 6, chunk));
	list_put(&work.copy, "chunk %s\n", chunk);
	snprintf(own, sizeof(own), "f %04d", n / 8);
	ck_assert(chunk_put(&work, &work.home, own, 6, chunk));
	snprintf(e.chunks, sizeof(e.chunks), "%s", chunk);
	snprintf(e.path, sizeof(e.path), "file-%d", n / 8);
	list_put_entry(&work.part, &e);
	snprintf(own, sizeof(own), "%04d", n);
	ck_assert(chunk_put(&work, &work.home, own, 4, chunk));
	list_put(&work.copy, "chunk %s\n", chunk);
	ck_assert(chunk_put(&work, &work.home, work.part.p, work.part.len,
	    chunk));
	list_put(&work.copy, "part etc %s\n", chunk);
	copy_name_make(at, "auto", name);
	ck_assert_msg(copy_put(&work, &work.home, name), "%s", work.why);
}

static bool
count_up(void *n, const char *name)
{
	(void)name;
	++*(int *)n;
	return true;
}

static int
objects(void)
{
	int	 n = 0;

	ck_assert(place_folder.list(&work.home, "objects", count_up, &n));
	return n;
}

static void
ignore(void *arg, const char *line)
{
	(void)arg;
	(void)line;
}

static void
want_all_good(int least, int most)
{
	const char	**names;
	const int	  n = copies_list(&work, &work.home, &names);

	ck_assert_int_ge(n, least);
	ck_assert_int_le(n, most);
	for (int i = 0; i < n; i++)
		ck_assert_msg(copy_verify(&work, &work.home, names[i], ignore,
		    NULL) == 0, "%s: %s", names[i], work.why);
}

/* How many faults the newest has. */
static int
damaged(void)
{
	const char	**names;

	ck_assert_int_gt(copies_list(&work, &work.home, &names), 0);
	return copy_verify(&work, &work.home, names[0], ignore, NULL);
}

START_TEST(s4_bak_03_old_copies_go_with_what_only_they_had)
{
	const int64_t	 now = clock_now();
	int		 before;

	work_begin();
	for (int i = 200; i >= 0; i--)
		copy_of(now - i * 12 * CLOCK_HOUR, i);
	before = objects();
	ck_assert_int_eq(before, 1 + 201 + 2 * 26);
	ck_assert_msg(place_sweep(&work, &work.home, &how), "%s", work.why);
	/* All of a day: 3; one a day for 30 days; one a week for 90. */
	want_all_good(3 + 28 + 8, 3 + 30 + 10);
	ck_assert_int_lt(objects(), 1 + 3 * 43);
	before = objects();
	ck_assert(place_sweep(&work, &work.home, &how));
	ck_assert_int_eq(objects(), before);
	work_end();
}
END_TEST

/* Each is sound, but stands where the other did. */
START_TEST(f_25_a_chunk_in_the_place_of_another_is_found)
{
	static const char	*said[] = { KEY, "" };
	char			 a[300], b[300], c[300];
	chunk_name		 one, two;

	for (int i = 0; i < 2; i++) {
		config.backup_key = said[i];
		work_begin();
		copy_of(clock_now(), 1);
		codec_name(&work.codec, "shared", 6, one);
		codec_name(&work.codec, "f 0000", 6, two);
		want_all_good(1, 1);
		snprintf(a, sizeof(a), "%s/backup/objects/%.2s/%s", home, one,
		    one + 2);
		snprintf(b, sizeof(b), "%s/backup/objects/%.2s/%s", home, two,
		    two + 2);
		snprintf(c, sizeof(c), "%s/backup/aside", home);
		ck_assert(rename(a, c) == 0 && rename(b, a) == 0 &&
		    rename(c, b) == 0);
		ck_assert_int_eq(damaged(), 2);
		work_end();
	}
	config.backup_key = KEY;
}
END_TEST

/* Perhaps it is another shop's, or damaged: then who knows what it needs. */
START_TEST(a_list_that_cannot_be_read_keeps_all_chunks)
{
	const int64_t	 now = clock_now();
	int		 before;

	work_begin();
	for (int i = 30; i >= 0; i--)
		copy_of(now - (100 + i) * CLOCK_DAY, i);
	copy_of(now, 99);
	ck_assert(place_folder.put(&work.home,
	    "copies/2026-11-21T17-10-50-123Z-auto", "x", 1));
	before = objects();
	ck_assert(!place_sweep(&work, &work.home, &how));
	ck_assert_int_eq(objects(), before);
	ck_assert(place_folder.remove(&work.home,
	    "copies/2026-11-21T17-10-50-123Z-auto"));
	want_all_good(1, 1);
	work_end();
}
END_TEST

UNIT_MAIN("backup",
    what_is_encoded_comes_back_and_only_under_its_own_name,
    f_25_no_flipped_bit_and_no_cut_goes_unseen,
    s4_bak_a_key_that_is_another_is_told_from_damage,
    an_entry_is_read_as_it_was_written,
    a_path_that_leaves_its_folder_is_none,
    a_copy_is_named_by_its_time,
    s3_bak_01_s3_bak_03_all_of_a_day_then_one_a_day_or_week,
    s3_bak_01_sweeping_often_leaves_what_sweeping_once_does,
    the_last_copy_stays_however_old_and_whatever_the_clock_says,
    s4_bak_03_old_copies_go_with_what_only_they_had,
    f_25_a_chunk_in_the_place_of_another_is_found,
    a_list_that_cannot_be_read_keeps_all_chunks)
