/* SPDX-License-Identifier: ISC */
/*
 * A whole request through every gate of the dispatcher: a line with method
 * and address, header lines by their CGI names, an empty line, a body.
 */
#include "tests/fuzz/fuzz_worker.h"

#define HEADERS	32

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

struct line { const char *name, *value; };
struct request {
	struct line	 lines[HEADERS];
	int		 count;
	const char	*body;
	size_t		 left;
};

static const char *
header(void *io, const char *name)
{
	const struct request	*r = io;

	for (int i = 0; i < r->count; i++)
		if (strcmp(r->lines[i].name, name) == 0)
			return r->lines[i].value;
	return NULL;
}

static long
body(void *io, char *p, size_t size)
{
	struct request	*r = io;
	size_t		 n = r->left < size ? r->left : size;

	memcpy(p, r->body, n);
	r->body += n;
	r->left -= n;
	return (long)n;
}

/* Cuts the text into lines in place; what stands behind them is the body. */
static void
request_cut(struct request *r, char *text, char *end)
{
	char	*line_end, *equals;

	while (text < end && r->count < HEADERS) {
		if ((line_end = memchr(text, '\n', (size_t)(end - text))) ==
		    NULL || line_end == text)
			break;
		*line_end = '\0';
		equals = r->count == 0 ? line_end : strchr(text, '=');
		if (equals != NULL) {
			*equals = '\0';
			r->lines[r->count++] = (struct line){ text,
			    equals < line_end ? equals + 1 : equals };
		}
		text = line_end + 1;
	}
	r->body = text + (text < end);
	r->left = text < end ? (size_t)(end - text) - 1 : 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static struct server	*server;
	struct request		 r = { .count = 0 };
	struct request_head	 head;
	struct reply		 reply = { .body_fd = -1 };
	char			*text = malloc(len + 1), *blank;

	if (server == NULL)
		server = fuzz_worker();
	memcpy(text, bytes, len);
	text[len] = '\0';
	request_cut(&r, text, text + len);
	head = (struct request_head){ .method = "GET", .uri = "/",
	    .address = "192.0.2.7", .request_id = header(&r, "REQUEST_ID"),
	    .content_type = header(&r, "CONTENT_TYPE"),
	    .content_length = (int64_t)r.left,
	    .header = header, .read = body, .io = &r };
	if (r.count > 0 && (blank = strchr(r.lines[0].name, ' ')) != NULL) {
		*blank = '\0';
		head.method = r.lines[0].name;
		head.uri = blank + 1;
	}
	server_handle(server, &head, &reply);
	fuzz_check(&reply);
	free(text);
	return 0;
}
