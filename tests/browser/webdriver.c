/* SPDX-License-Identifier: ISC */
#include "tests/browser/webdriver.h"
#include "tests/http/shop.h"

#include <check.h>
#include <curl/curl.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/base/json_in.h"
#include "lib/base/json_out.h"

#define WAIT_MS		30000
#define START_MS	60000	/* while other tests have the processors */
#define STARTS		3
#define POLL_NS		50000000L
#define MEMORY		((size_t)256 << 20)	/* screenshots are large */
/* The name under which W3C WebDriver passes an element. */
#define ELEMENT		"element-6066-11e4-a52e-4f735466cecf"

struct browser {
	pid_t		 driver;
	int		 port;
	CURL		*curl;
	struct arena	*arena;
	char		 profile[64];
	const char	*session;	/* "/session/…" */
};

/* ---- HTTP --------------------------------------------------------------- */

static size_t
body_take(char *p, size_t size, size_t n, void *buf)
{
	buf_put(buf, p, size * n);
	return size * n;
}

/* The "value" of the answer; *status is 0 when there is no answer. */
static const struct json_in *
driver_try(struct browser *b, const char *method, const char *path,
    const char *json, long *status)
{
	struct curl_slist	*head;
	struct json_in		*answer;
	struct buf		 body;
	const char		*name;
	size_t			 at;

	buf_init(&body, b->arena, 4096);
	head = curl_slist_append(NULL, "Content-Type: application/json");
	curl_easy_reset(b->curl);
	curl_easy_setopt(b->curl, CURLOPT_URL, arena_printf(b->arena,
	    "http://127.0.0.1:%d%s", b->port, path));
	curl_easy_setopt(b->curl, CURLOPT_CUSTOMREQUEST, method);
	curl_easy_setopt(b->curl, CURLOPT_HTTPHEADER, head);
	curl_easy_setopt(b->curl, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(b->curl, CURLOPT_TIMEOUT, 60L);
	curl_easy_setopt(b->curl, CURLOPT_WRITEFUNCTION, body_take);
	curl_easy_setopt(b->curl, CURLOPT_WRITEDATA, &body);
	if (json != NULL)
		curl_easy_setopt(b->curl, CURLOPT_POSTFIELDS, json);
	*status = 0;
	if (curl_easy_perform(b->curl) == CURLE_OK)
		curl_easy_getinfo(b->curl, CURLINFO_RESPONSE_CODE, status);
	curl_slist_free_all(head);
	if (*status == 0 || json_parse(b->arena, body.p, body.len, &answer,
	    &at, &name) != JSON_OK)
		return NULL;
	return json_member(answer, "value");
}

static const struct json_in *
driver_call(struct browser *b, const char *method, const char *path,
    const char *json)
{
	const struct json_in	*value, *why;
	long			 status;

	value = driver_try(b, method, arena_printf(b->arena, "%s%s",
	    b->session, path), json, &status);
	why = value != NULL && value->type == JSON_OBJECT ?
	    json_member(value, "message") : NULL;
	ck_assert_msg(status == 200, "%s %s: %ld %s", method, path, status,
	    why != NULL ? why->text : "");
	return value;
}

/* ---- start and stop ----------------------------------------------------- */

/* chromedriver says on its standard output which free port it took; 0: it
 * ended, or said nothing in time.  The rest of what it says is in said. */
static int
driver_port(int fd, char *said, size_t size)
{
	static const char	 mark[] = "successfully on port ";
	struct pollfd		 p = { .fd = fd, .events = POLLIN };
	const char		*at;
	size_t			 len = 0;
	ssize_t			 n;

	said[0] = '\0';
	while (len < size - 1 && poll(&p, 1, START_MS) == 1) {
		n = read(fd, said + len, size - 1 - len);
		if (n <= 0)
			break;
		len += (size_t)n;
		said[len] = '\0';
		at = strstr(said, mark);
		if (at != NULL && strchr(at, '.') != NULL)
			return (int)strtol(at + sizeof(mark) - 1, NULL, 10);
	}
	return 0;
}

/* Its output as a pipe, which stays open: it may say more. */
static int
driver_spawn(struct browser *b)
{
	int	 out[2];

	ck_assert_int_eq(pipe2(out, O_CLOEXEC), 0);
	if ((b->driver = fork()) == 0) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		dup2(out[1], STDOUT_FILENO);
		dup2(out[1], STDERR_FILENO);
		execlp("chromedriver", "chromedriver", "--port=0", NULL);
		_exit(127);
	}
	close(out[1]);
	ck_assert(b->driver > 0);
	return out[0];
}

/* It takes a free port of IPv4 and then wants the same one of IPv6, which
 * another program may have: it ends then, and is started anew. */
static void
driver_start(struct browser *b)
{
	char	 said[2048];
	int	 out;

	for (int tries = STARTS; tries > 0; tries--) {
		out = driver_spawn(b);
		b->port = driver_port(out, said, sizeof(said));
		if (b->port != 0)
			return;
		close(out);
		kill(b->driver, SIGKILL);
		waitpid(b->driver, NULL, 0);
	}
	ck_abort_msg("chromedriver does not start: %s", said);
}

static const char *
capabilities(struct browser *b)
{
	const char *const	 arguments[] = {
		"--headless=new", "--disable-gpu", "--no-first-run",
		"--disable-background-networking", "--disable-sync",
		"--disable-component-update", "--disable-extensions",
		"--disable-dev-shm-usage", "--hide-scrollbars",
		"--window-size=1280,900",
		arena_printf(b->arena, "--user-data-dir=%s", b->profile),
		/* The sandbox of Chromium refuses to run as root. */
		geteuid() == 0 ? "--no-sandbox" : "--mute-audio",
	};
	struct buf		 body;
	struct json_out		 j = { .buf = &body };
	size_t			 i;

	buf_init(&body, b->arena, 1024);
	json_open(&j, NULL);
	json_open(&j, "capabilities");
	json_open(&j, "alwaysMatch");
	json_bool(&j, "acceptInsecureCerts", true);
	json_text(&j, "unhandledPromptBehavior", "ignore");
	json_raw(&j, "goog:loggingPrefs", "{\"browser\":\"ALL\"}");
	json_open(&j, "goog:chromeOptions");
	json_open_list(&j, "args");
	for (i = 0; i < sizeof(arguments) / sizeof(arguments[0]); i++)
		json_text(&j, NULL, arguments[i]);
	json_close_list(&j);
	json_close(&j);
	json_close(&j);
	json_close(&j);
	json_close(&j);
	return body.p;
}

struct browser *
browser_start(void)
{
	struct browser		*b = calloc(1, sizeof(*b));
	const struct json_in	*value;

	ck_assert_ptr_nonnull(b);
	b->arena = arena_new(MEMORY);
	b->curl = curl_easy_init();
	b->session = "";
	strncpy(b->profile, "/tmp/souk-browser.XXXXXX",
	    sizeof(b->profile) - 1);
	ck_assert_ptr_nonnull(mkdtemp(b->profile));
	driver_start(b);
	value = driver_call(b, "POST", "/session", capabilities(b));
	b->session = arena_printf(b->arena, "/session/%s",
	    json_member(value, "sessionId")->text);
	return b;
}

static void
profile_remove(const char *path)
{
	pid_t	 pid = fork();

	if (pid == 0) {
		execlp("rm", "rm", "-rf", path, NULL);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
}

void
browser_forget(struct browser *b)
{
	browser_script(b, "localStorage.clear(); sessionStorage.clear()");
	driver_call(b, "DELETE", "/cookie", NULL);
}

void
browser_stop(struct browser *b)
{
	long	 status;

	driver_try(b, "DELETE", b->session, NULL, &status);
	kill(b->driver, SIGTERM);
	waitpid(b->driver, NULL, 0);
	profile_remove(b->profile);
	curl_easy_cleanup(b->curl);
	arena_free(b->arena);
	free(b);
}

/* ---- calls -------------------------------------------------------------- */

/* {"name":"value"}, the body of most calls. */
static const char *
body_of(struct browser *b, const char *name, const char *value)
{
	struct buf	 body;
	struct json_out	 j = { .buf = &body };

	buf_init(&body, b->arena, 256);
	json_open(&j, NULL);
	json_text(&j, name, value);
	json_close(&j);
	return body.p;
}

static void
cdp(struct browser *b, const char *command, const char *parameters)
{
	driver_call(b, "POST", "/goog/cdp/execute", arena_printf(b->arena,
	    "{\"cmd\":\"%s\",\"params\":%s}", command, parameters));
}

void
browser_open(struct browser *b, const char *url)
{
	driver_call(b, "POST", "/url", body_of(b, "url", url));
}

void
browser_visit(struct browser *b, const char *path)
{
	browser_open(b, arena_printf(b->arena, "%s%s", shop_url(), path));
}

void
browser_size(struct browser *b, int width, int height)
{
	cdp(b, "Emulation.setDeviceMetricsOverride", arena_printf(b->arena,
	    "{\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,"
	    "\"mobile\":%s}", width, height, width < 600 ? "true" : "false"));
}

void
browser_dark(struct browser *b, bool dark)
{
	cdp(b, "Emulation.setEmulatedMedia", arena_printf(b->arena,
	    "{\"features\":[{\"name\":\"prefers-color-scheme\","
	    "\"value\":\"%s\"}]}", dark ? "dark" : "light"));
}

void
browser_scripts(struct browser *b, bool on)
{
	cdp(b, "Emulation.setScriptExecutionDisabled", on ?
	    "{\"value\":false}" : "{\"value\":true}");
}

static const char *
script_run(struct browser *b, const char *script)
{
	const struct json_in	*value;
	struct buf		 body;
	struct json_out		 j = { .buf = &body };

	buf_init(&body, b->arena, 512);
	json_open(&j, NULL);
	json_text(&j, "script", script);
	json_raw(&j, "args", "[]");
	json_close(&j);
	value = driver_call(b, "POST", "/execute/sync", body.p);
	switch (value->type) {
	case JSON_STRING:
	case JSON_NUMBER:
		return value->text;
	case JSON_BOOL:
		return value->boolean ? "true" : "false";
	default:
		return "";
	}
}

static const char *
script_text(struct browser *b, const char *fmt, va_list ap)
{
	char	*text = NULL;

	ck_assert_int_ge(vasprintf(&text, fmt, ap), 0);
	fmt = arena_copy(b->arena, text);
	free(text);
	return fmt;
}

const char *
browser_script(struct browser *b, const char *script, ...)
{
	const char	*text;
	va_list		 ap;

	va_start(ap, script);
	text = script_text(b, script, ap);
	va_end(ap);
	return script_run(b, text);
}

void
browser_wait(struct browser *b, const char *expression, ...)
{
	const struct timespec	 moment = { .tv_nsec = POLL_NS };
	const int64_t		 until = clock_monotonic_us() +
				    WAIT_MS * INT64_C(1000);
	const char		*text, *script;
	va_list			 ap;

	va_start(ap, expression);
	text = script_text(b, expression, ap);
	va_end(ap);
	script = arena_printf(b->arena, "return Boolean(%s)", text);
	while (strcmp(script_run(b, script), "true") != 0) {
		ck_assert_msg(clock_monotonic_us() < until,
		    "never true: %s, at %s: %.600s", text,
		    browser_script(b, "return location.href"),
		    browser_script(b, "return document.body.innerText"));
		nanosleep(&moment, NULL);
	}
}

/* ---- elements ----------------------------------------------------------- */

/* As a literal of JavaScript. */
static const char *
quoted(struct browser *b, const char *text)
{
	struct buf	 out;
	struct json_out	 j = { .buf = &out };

	buf_init(&out, b->arena, 64);
	json_text(&j, NULL, text);
	return out.p;
}

static const char *
element(struct browser *b, const char *selector)
{
	const struct json_in	*value;

	browser_wait(b, "document.querySelector(%s)", quoted(b, selector));
	value = driver_call(b, "POST", "/element", arena_printf(b->arena,
	    "{\"using\":\"css selector\",\"value\":%s}", quoted(b, selector)));
	return json_member(value, ELEMENT)->text;
}

static void
element_call(struct browser *b, const char *selector, const char *verb,
    const char *json)
{
	driver_call(b, "POST", arena_printf(b->arena, "/element/%s/%s",
	    element(b, selector), verb), json);
}

void
browser_click(struct browser *b, const char *selector)
{
	element_call(b, selector, "click", "{}");
}

void
browser_type(struct browser *b, const char *selector, const char *text)
{
	if (strcmp(browser_attribute(b, selector, "type"), "file") != 0)
		element_call(b, selector, "clear", "{}");
	if (*text != '\0')
		element_call(b, selector, "value", body_of(b, "text", text));
}

void
browser_keys(struct browser *b, const char *keys)
{
	const struct json_in	*value;

	value = driver_call(b, "GET", "/element/active", NULL);
	driver_call(b, "POST", arena_printf(b->arena, "/element/%s/value",
	    json_member(value, ELEMENT)->text), body_of(b, "text", keys));
}

const char *
browser_text(struct browser *b, const char *selector)
{
	return driver_call(b, "GET", arena_printf(b->arena,
	    "/element/%s/text", element(b, selector)), NULL)->text;
}

const char *
browser_attribute(struct browser *b, const char *selector, const char *name)
{
	return browser_script(b, "return document.querySelector(%s)"
	    "?.getAttribute(%s) ?? ''", quoted(b, selector), quoted(b, name));
}

bool
browser_has(struct browser *b, const char *selector)
{
	return strcmp(browser_script(b, "return document.querySelector(%s) !="
	    " null", quoted(b, selector)), "true") == 0;
}

/* ---- what it looks like, what it complains about ------------------------ */

/* Base64 as RFC 4648 has it, in crypto's URL alphabet without padding. */
static void
base64_to_url(char *s)
{
	for (; *s != '\0'; s++)
		*s = *s == '+' ? '-' : *s == '/' ? '_' : *s == '=' ? '\0' : *s;
}

void
browser_picture(struct browser *b, const char *name)
{
	const char		*folder = getenv("SOUK_SHOTS");
	const struct json_in	*value;
	uint8_t			*png;
	char			*text;
	size_t			 len;
	FILE			*f;

	if (folder == NULL)
		return;
	value = driver_call(b, "GET", "/screenshot", NULL);
	text = arena_copy(b->arena, value->text);
	base64_to_url(text);
	ck_assert(crypto_base64url_decode(b->arena, text, strlen(text), &png,
	    &len));
	ck_assert_ptr_nonnull(f = fopen(arena_printf(b->arena, "%s/%s.png",
	    folder, name), "w"));
	ck_assert_uint_eq(fwrite(png, 1, len, f), len);
	fclose(f);
}

const char *
browser_errors(struct browser *b)
{
	const struct json_in	*log, *entry;
	struct buf		 out;
	size_t			 i;

	buf_init(&out, b->arena, 256);
	log = driver_call(b, "POST", "/se/log", "{\"type\":\"browser\"}");
	for (i = 0; i < log->count; i++) {
		entry = &log->items[i];
		if (strcmp(json_member(entry, "level")->text, "SEVERE") == 0)
			buf_printf(&out, "%s\n",
			    json_member(entry, "message")->text);
	}
	return out.p == NULL ? "" : out.p;
}
