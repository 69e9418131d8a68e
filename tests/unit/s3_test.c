/* SPDX-License-Identifier: ISC */
/*
 * The signature against the vectors that Amazon published, and every call
 * against a store whose judge of signatures is botocore.
 */
#include <fcntl.h>

#include "lib/base/config.h"
#include "lib/net/s3.h"
#include "tests/http/bucket.h"
#include "tests/unit/store.h"
#include "tests/suite.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define NOTHING		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca4" \
			"95991b7852b855"
#define BIG		((int64_t)3 << 20)

static struct config	config;

static void
s3_unit_open(void)
{
	store_open();
	if (bucket.pid == 0)
		bucket_run();
	server_says(&bucket, "");
	config = (struct config){ .loopback = true, .ca_file = "",
	    .s3_url = bucket_url, .s3_region = "eu-central-2",
	    .s3_bucket = "shop", .s3_key = BUCKET_KEY,
	    .s3_secret = BUCKET_SECRET };
	store.config = &config;
}

/* ---- the signature --------------------------------------------------------- */

#define AT_SUITE	INT64_C(1440938160000)	/* 20150830T123600Z */
#define AT_S3		INT64_C(1369353600000)	/* 20130524T000000Z */
#define SUITE_DATE	"x-amz-date:20150830T123600Z"
#define S3_HOST		"host:examplebucket.s3.amazonaws.com"
#define S3_DATE		"x-amz-date:20130524T000000Z"
#define S3_NOTHING	"x-amz-content-sha256:" NOTHING
#define FRIDAY		"44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e420" \
			"34a8b803f8b072"

/* "AWS Signature Version 4 test suite"; "Signature Calculations for the
 * Authorization Header" of the S3 API reference. */
START_TEST(s0_int_02_a_signature_is_amazons_own)
{
	static const struct {
		const char		*method, *path, *query;
		const char		*headers[6];
		const char		*payload;
		bool			 suite;
		const char		*signature;
	} rows[] = {
		{ "GET", "/", "", { "host:example.amazonaws.com",
		  SUITE_DATE }, NOTHING, true, "5fa00fa31553b73ebf1942676e862"
		  "91e8372ff2a2260956d9b8aae1d763fbf31" },
		{ "POST", "/", "", { "host:example.amazonaws.com",
		  SUITE_DATE }, NOTHING, true, "5da7c1a2acd57cee7505fc6676e4e"
		  "544621c30862966e37dddb68e92efbe5d6b" },
		{ "GET", "/", "Param1=value1&Param2=value2",
		  { "host:example.amazonaws.com", SUITE_DATE }, NOTHING,
		  true, "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d32"
		  "19ec94cdf2500" },
		{ "GET", "/test.txt", "", { S3_HOST,
		  "range:bytes=0-9", S3_NOTHING, S3_DATE }, NOTHING, false,
		  "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c60"
		  "36bdb41" },
		{ "PUT", "/test%24file.text", "",
		  { "date:Fri, 24 May 2013 00:00:00 GMT", S3_HOST,
		  "x-amz-content-sha256:" FRIDAY, S3_DATE,
		  "x-amz-storage-class:REDUCED_REDUNDANCY" }, FRIDAY, false,
		  "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0e"
		  "ce108bd" },
		{ "GET", "/", "lifecycle=", { S3_HOST, S3_NOTHING,
		  S3_DATE }, NOTHING, false, "fea454ca298b7da1c68078a5d1bdbfb"
		  "be0d65c699e0f91ac7a200a0136783543" },
		{ "GET", "/", "max-keys=2&prefix=J", { S3_HOST,
		  S3_NOTHING, S3_DATE }, NOTHING, false, "34b48302e7b5fa45bde"
		  "8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char	*given = s3_authorization(store.arena,
		    &(struct s3_signing){
			.service = rows[i].suite ? "service" : "s3",
			.region = "us-east-1", .key = rows[i].suite ?
			"AKIDEXAMPLE" : "AKIAIOSFODNN7EXAMPLE",
			.secret = rows[i].suite ? BUCKET_SECRET :
			"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
			.method = rows[i].method, .path = rows[i].path,
			.query = rows[i].query, .headers = rows[i].headers,
			.payload = rows[i].payload, .at = rows[i].suite ?
			AT_SUITE : AT_S3 });
		const char	*signature = strstr(given, "Signature=");

		ck_assert_ptr_nonnull(signature);
		ck_assert_str_eq(signature + strlen("Signature="),
		    rows[i].signature);
	}
}
END_TEST

START_TEST(s0_int_02_keys_are_encoded_as_amazon_reads_them)
{
	ck_assert_str_eq(s3_encode(store.arena, "a/B 9-._~", true),
	    "a/B%209-._~");
	ck_assert_str_eq(s3_encode(store.arena, "a/é+&=%", false),
	    "a%2F%C3%A9%2B%26%3D%25");
}
END_TEST

/* ---- the calls ------------------------------------------------------------- */

static int
file_new(const char *bytes, int64_t size)
{
	int	 fd = open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	ck_assert_int_gt(fd, 0);
	ck_assert_int_eq(write(fd, bytes, (size_t)size), size);
	return fd;
}

static char *
file_text(int fd)
{
	static char	 text[BIG + 1];
	ssize_t		 n = pread(fd, text, (size_t)BIG, 0);

	ck_assert_int_ge(n, 0);
	text[n] = '\0';
	return text;
}

static int
put(const char *key, const char *text)
{
	int	 fd = file_new(text, (int64_t)strlen(text)), status;

	ck_assert_int_eq(s3_put(&store, key, fd, (int64_t)strlen(text),
	    "text/plain", &status), NET_OK);
	close(fd);
	return status;
}

static enum net_result
get(const char *key, int64_t most, int *status, char **text)
{
	int		 fd = file_new("", 0);
	enum net_result	 result = s3_get(&store, key, fd, most, status);

	*text = file_text(fd);
	close(fd);
	return result;
}

START_TEST(s0_int_02_what_was_put_is_got_whatever_its_name)
{
	static const char *const	 keys[] = { "a", "a/b/c.webp",
	    "with blank+plus&and=%25", "\xc3\xa9t\xc3\xa9/\xd8\xb4",
	    "~_.-!*'();:@$,[]" };
	int64_t				 size;
	char				*text;
	int				 status;

	for (size_t i = 0; i < COUNT(keys); i++) {
		ck_assert_msg(put(keys[i], keys[i]) == 200, "%s", keys[i]);
		ck_assert_int_eq(get(keys[i], 100, &status, &text), NET_OK);
		ck_assert_int_eq(status, 200);
		ck_assert_str_eq(text, keys[i]);
		ck_assert_int_eq(s3_head(&store, keys[i], &size, &status),
		    NET_OK);
		ck_assert_int_eq(status, 200);
		ck_assert_int_eq(size, (int64_t)strlen(keys[i]));
		ck_assert_int_eq(s3_delete(&store, keys[i], &status),
		    NET_OK);
		ck_assert_int_eq(status, 204);
		ck_assert_int_eq(get(keys[i], 100, &status, &text), NET_OK);
		ck_assert_int_eq(status, 404);
		ck_assert_str_eq(text, "");
		ck_assert_int_eq(s3_head(&store, keys[i], &size, &status),
		    NET_OK);
		ck_assert_int_eq(status, 404);
	}
}
END_TEST

/* More than a buffer of any in between, both ways, and an empty one. */
START_TEST(s0_int_02_a_big_file_goes_and_comes_by_descriptor)
{
	char	*bytes = arena_alloc(store.arena, (size_t)BIG + 1), *text;
	int	 fd, status;

	for (int64_t i = 0; i < BIG; i++)
		bytes[i] = (char)('a' + i * i % 23);
	fd = file_new(bytes, BIG);
	ck_assert_int_eq(s3_put_fixed(&store, "big", fd, BIG, "image/webp",
	    &status), NET_OK);
	ck_assert_int_eq(status, 200);
	ck_assert_int_eq(get("big", BIG, &status, &text), NET_OK);
	ck_assert_mem_eq(text, bytes, (size_t)BIG);
	ck_assert_int_eq(get("big", BIG - 1, &status, &text), NET_UNKNOWN);
	ck_assert_int_eq(status, 0);
	/* Told to be longer than it is. */
	ck_assert_int_eq(s3_put(&store, "long", fd, BIG + 1, "x/y", &status),
	    NET_REFUSED);
	close(fd);
	ck_assert_int_eq(put("empty", ""), 200);
	ck_assert_int_eq(get("empty", 1, &status, &text), NET_OK);
	ck_assert_int_eq(status, 200);
	s3_delete(&store, "big", &status);
	s3_delete(&store, "empty", &status);
}
END_TEST

struct seen { int count; char last[S3_KEY_BYTES + 1]; int64_t bytes; };

static void
see(void *arg, const struct s3_object *object)
{
	struct seen	*seen = arg;

	ck_assert_str_lt(seen->last, object->key);
	ck_assert_int_gt(object->modified, 0);
	snprintf(seen->last, sizeof(seen->last), "%s", object->key);
	seen->bytes += object->size;
	seen->count++;
}

/* Made beside the server, which only lists them. */
static void
objects_make(int from, int to, bool gone)
{
	char	 path[160];
	int	 fd;

	for (int i = from; i < to; i++) {
		snprintf(path, sizeof(path), "%s/objects/l%%2F%05d%%20%%26",
		    bucket.folder, i);
		if (gone) {
			unlink(path);
			continue;
		}
		fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
		ck_assert_int_gt(fd, 0);
		ck_assert_int_eq(write(fd, "ab", 2), 2);
		close(fd);
	}
}

START_TEST(s0_int_02_a_list_comes_in_pages_until_one_is_empty)
{
	struct seen	 seen = { .count = 0 };
	int		 pages = 0, before, status;

	objects_make(0, 1003, false);
	ck_assert_int_eq(put("k", "not this one"), 200);
	do {
		before = seen.count;
		ck_assert_int_eq(s3_list(&store, "l/", seen.last, see, &seen,
		    &status), NET_OK);
		ck_assert_int_eq(status, 200);
		pages++;
	} while (seen.count > before);
	ck_assert_int_eq(pages, 3);
	ck_assert_int_eq(seen.count, 1003);
	ck_assert_int_eq(seen.bytes, 2006);
	ck_assert_str_eq(seen.last, "l/01002 &");
	objects_make(0, 1003, true);
	s3_delete(&store, "k", &status);
}
END_TEST

/* ---- who is not believed ---------------------------------------------------- */

START_TEST(s0_int_02_a_wrong_key_is_an_answer_of_403)
{
	int	status;

	config.s3_secret = "another";
	ck_assert_int_eq(put("x", "y"), 403);
	config.s3_secret = BUCKET_SECRET;
	config.s3_key = "AKIDNOBODY";
	ck_assert_int_eq(put("x", "y"), 403);
	config.s3_key = BUCKET_KEY;
	config.s3_bucket = "others";
	ck_assert_int_eq(put("x", "y"), 404);
	config.s3_bucket = "shop";
	config.s3_url = "";
	ck_assert_int_eq(s3_delete(&store, "x", &status), NET_REFUSED);
	config.s3_url = "http://192.0.2.1";
	ck_assert_int_eq(s3_delete(&store, "x", &status), NET_REFUSED);
	ck_assert_int_eq(status, 0);
}
END_TEST

START_TEST(s0_int_02_a_store_that_fails_is_told_from_one_that_says_no)
{
	static const struct {
		const char	*rule;
		enum net_result	 result;
		int		 status;
	} rows[] = {
		{ "503", NET_OK, 503 }, { "500", NET_OK, 500 },
		{ "short", NET_UNKNOWN, 0 },
	};
	struct seen	 seen = { .count = 0 };
	char		*text;
	int		 status;

	ck_assert_int_eq(put("x", "whole"), 200);
	for (size_t i = 0; i < COUNT(rows); i++) {
		server_says(&bucket, rows[i].rule);
		ck_assert_int_eq(get("x", 2000, &status, &text),
		    rows[i].result);
		ck_assert_int_eq(status, rows[i].status);
		if (rows[i].result == NET_OK)
			ck_assert_str_eq(text, "");
	}
	server_says(&bucket, "garbage");
	ck_assert_int_eq(s3_list(&store, "", "", see, &seen, &status),
	    NET_UNKNOWN);
	ck_assert_int_eq(seen.count, 0);
}
END_TEST

START_TEST(s0_int_02_only_a_list_is_read_as_one)
{
#define IN(X) "<ListBucketResult>" X "</ListBucketResult>"
#define ONE(X) IN("<Contents>" X "</Contents>")
	static const struct { const char *xml; int count; } rows[] = {
		{ IN(""), 0 },
		{ "<s:ListBucketResult xmlns:s='x'></s:ListBucketResult>", 0 },
		{ ONE("<Key>a%2Fb</Key><Size>7</Size>"), 1 },
		{ ONE("<Key>&#97;</Key><Size>7</Size><Owner><Key>no</Key>"
		  "</Owner>"), 1 },
		{ "", -1 }, { "<Other/>", -1 }, { "<ListBucketResult>", -1 },
		{ ONE("<Key>a</Key>"), -1 }, { ONE("<Size>1</Size>"), -1 },
		{ ONE("<Key></Key><Size>1</Size>"), -1 },
		{ ONE("<Key>a%</Key><Size>1</Size>"), -1 },
		{ ONE("<Key>a%0</Key><Size>1</Size>"), -1 },
		{ ONE("<Key>a%00</Key><Size>1</Size>"), -1 },
		{ ONE("<Key>a</Key><Size>-1</Size>"), -1 },
		{ ONE("<Key>a</Key><Size>1x</Size>"), -1 },
		{ "<!DOCTYPE x [<!ENTITY e 'x'>]>" IN(""), -1 },
		{ IN("<a><a><a><a><a><a><a><a></a></a></a></a></a></a></a>"
		  "</a>"), -1 },
	};
	struct s3_object	*objects = arena_array(store.arena, S3_PAGE,
				    sizeof(*objects));

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_msg(s3_list_parse(rows[i].xml, strlen(rows[i].xml),
		    objects) == rows[i].count, "%s", rows[i].xml);
	ck_assert_int_eq(s3_list_parse(rows[2].xml, strlen(rows[2].xml),
	    objects), 1);
	ck_assert_str_eq(objects[0].key, "a/b");
	ck_assert_int_eq(objects[0].size, 7);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s0_int_02_a_signature_is_amazons_own,
		s0_int_02_keys_are_encoded_as_amazon_reads_them,
		s0_int_02_what_was_put_is_got_whatever_its_name,
		s0_int_02_a_big_file_goes_and_comes_by_descriptor,
		s0_int_02_a_list_comes_in_pages_until_one_is_empty,
		s0_int_02_a_wrong_key_is_an_answer_of_403,
		s0_int_02_a_store_that_fails_is_told_from_one_that_says_no,
		s0_int_02_only_a_list_is_read_as_one,
	};
	const struct suite	 suite = { "s3", s3_unit_open,
	    store_close, true, 60 };

	return suite_of(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
