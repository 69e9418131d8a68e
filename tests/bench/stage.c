/* SPDX-License-Identifier: ISC */
#include <check.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/ops/ops.h"
#include "tests/bench/bench.h"
#include "tests/bench/selling.h"
#include "tests/bench/talking.h"
#include "tests/http/process.h"
#include "tests/http/shop.h"

pid_t	stage_pids[8];
int	stage_pid_count;
double	stage_import_s, stage_start_ms;

static struct client	*stranger;

static double
seconds_since(int64_t ms)
{
	return (double)(now_ms() - ms) / 1000;
}

static char *
home_path(const char *name)
{
	static char	 path[300];

	snprintf(path, sizeof(path), "%s/%s", shop_home(), name);
	return path;
}

static void
file_write(const char *path, const char *p, size_t len)
{
	FILE	*f = fopen(path, "we");

	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(fwrite(p, 1, len, f), len);
	fclose(f);
	chmod(path, 0644);
}

/* ---- products ---------------------------------------------------------- */

/*
 * Each has a colour (an eighth of all have it), a kind (a tenth), a word (of
 * 100 products) and a number of its own.
 */
static void
products_write(FILE *f, int products)
{
	static const char *const	colours[] = { "blue", "red", "green",
	    "white", "black", "brown", "grey", "pink" };
	static const char *const	kinds[] = { "teapot", "lamp", "carpet",
	    "basket", "chair", "vase", "tray", "bowl", "mirror", "box" };
	static const char *const	parts[] = { "ka", "lo", "mi", "nu",
	    "ra", "se", "ti", "vo", "za", "bel" };
	int	 w;

	fputs("Handle,Title,Body (HTML),Type,Published,Option1 Name,"
	    "Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,"
	    "Image Src\n", f);
	for (int i = 0; i < products; i++) {
		w = (int)((int64_t)i * 7919 % (products / 100));
		fprintf(f, "p-%d,%s %s %s%s%s %d,A %s for the house,%s,true,"
		    "Title,Default Title,SKU%d,%d,%d.90,"
		    "https://example.com/%d.jpg\n", i, colours[i / 10 % 8],
		    kinds[i % 10], parts[w % 10], parts[w / 10 % 10],
		    parts[w / 100], 100000 + i, kinds[i % 10], kinds[i % 10],
		    i, i % 50 + 1, i % 300 + 1, i);
	}
}

static void
products_import(int products)
{
	char	 path[] = "/tmp/souk-bench.XXXXXX", *out = NULL;
	int	 fd = mkstemp(path);
	FILE	*f = fdopen(fd, "w");
	int64_t	 start;

	ck_assert_ptr_nonnull(f);
	products_write(f, products);
	fclose(f);
	chmod(path, 0644);
	start = now_ms();
	ck_assert_msg(shop_command(NULL, &out, "import", path, NULL) == 0,
	    "import: %s", out);
	stage_import_s = seconds_since(start);
	free(out);
	unlink(path);
}

/* ---- floors -------------------------------------------------------------- */

/* Behind the shop's own nginx, so that TLS and headers are the same. */
static const char	upstreams[] =
    "\tupstream floor_bytes { server unix:run/floor_bytes.sock max_fails=0; }\n"
    "\tupstream floor_db { server unix:run/floor_db.sock max_fails=0; }\n"
    "\tupstream floor_write { server unix:run/floor_write.sock max_fails=0; }\n";
#define FLOOR(NAME) \
    "\t\tlocation ^~ /floor/" NAME "/ {\n" \
    "\t\t\tinclude fastcgi_souk.conf;\n" \
    "\t\t\tfastcgi_pass floor_" NAME ";\n\t\t}\n"
static const char	locations[] =
    "\t\tlocation ^~ /floor/file/ {\n"
    "\t\t\talias run/floor/;\n\t\t\tdefault_type application/json;\n\t\t}\n"
    FLOOR("bytes") FLOOR("db") FLOOR("write");

static void
nginx_extend(void)
{
	char		*path = home_path("etc/nginx.conf.in"), *all, *at;
	char		*text = file_read(path);
	const char	*server = strstr(text, "\tupstream souk_web");

	ck_assert_ptr_nonnull(server);
	at = strstr(server, "\t\tlocation / {\n\t\t\tinclude");
	ck_assert_ptr_nonnull(at);
	ck_assert_int_ne(asprintf(&all, "%.*s%s%.*s%s%s", (int)(server - text),
	    text, upstreams, (int)(at - server), server, locations, at), -1);
	file_write(path, all, strlen(all));
	free(all);
	free(text);
}

static int
listener_open(const char *name)
{
	struct sockaddr_un	 sun = { .sun_family = AF_UNIX };
	int			 fd = socket(AF_UNIX, SOCK_STREAM |
	    SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	snprintf(sun.sun_path, sizeof(sun.sun_path), "%s/run/%s.sock",
	    shop_home(), name);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&sun, sizeof(sun)), 0);
	ck_assert_int_eq(listen(fd, 1024), 0);
	chmod(sun.sun_path, 0666);
	return fd;
}

/* A process that starts `workers` of the program and waits for its end. */
static void
floor_start(const char *name, const char *program, const char *database,
    int workers)
{
	char		 path[4200];
	const char	*why;
	int		 fd = listener_open(name);
	pid_t		 pid;

	snprintf(path, sizeof(path), "%s/bench/%s", shop_build(), program);
	if ((pid = fork()) != 0) {
		stage_pids[stage_pid_count++] = pid;
		close(fd);
		return;
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(fd, STDIN_FILENO);
	if (!owner_become(shop_home(), &why) ||
	    chdir(home_path("run/floor")) != 0)
		_exit(126);
	for (int i = 1; i < workers && fork() != 0; i++)
		continue;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	execl(path, program, database, NULL);
	_exit(127);
}

static void
floors_start(void)
{
	char	 query[300], database[300];

	snprintf(query, sizeof(query), "VACUUM INTO '%s/db/floor.db'",
	    shop_home());
	free(shop_sql(query));
	snprintf(query, sizeof(query), "%s/db/floor.db", shop_home());
	snprintf(database, sizeof(database), "%s/db/souk.db", shop_home());
	if (chmod(query, 0666) == -1)
		abort();
	floor_start("floor_bytes", "floor_bytes", NULL, BENCH_WORKERS);
	floor_start("floor_db", "floor_db", database, BENCH_WORKERS);
	floor_start("floor_write", "floor_db", query, 1);
}

/* ---- a shop ------------------------------------------------------------- */

/* From fork() to the first 200. */
static void
first_answer(void)
{
	int64_t		 start = now_ms();
	pid_t		 pid = supervisor_start(shop_home());
	struct client	*c = client_new();
	int		 status;

	while (client_get(c, "/ready")->status != 200 &&
	    now_ms() - start < 10000)
		pause_ms(2);
	stage_start_ms = (double)(now_ms() - start);
	client_free(c);
	kill(pid, SIGTERM);
	ck_assert(process_ended(pid, 10000, &status));
}

const char *
stage_token(void)
{
	static char	 token[2048];
	struct client	*c = client_new();
	struct answer	*a;

	a = client_json(c, "POST", "/api/auth/login",
	    "{\"username\":\"owner\",\"password\":\"%s\"}", shop_password);
	want(a, 200);
	snprintf(token, sizeof(token), "%s", answer_at(a, "data.accessToken"));
	client_free(c);
	return token;
}

/* The limits would be what is measured otherwise. */
static void
limits_lift(void)
{
	struct client	*c = client_bearer("owner");

	want(client_json(c, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"read\":10000000,\"suggest\":10000000,"
	    "\"write\":10000000,\"user\":10000000}}"), 200);
	client_free(c);
}

void
stage_start(int products)
{
	setenv("SOUK_WORKERS", "4", 1);
	setenv("SOUK_EDGE_RATE", "30000", 1);
	setenv("SOUK_MAX_REQUESTS", "1000000", 1);
	selling_environment();
	talking_environment();
	shop_start();
	shop_stop();
	nginx_extend();
	products_import(products);
	first_answer();
	shop_start();
	limits_lift();
	mkdir(home_path("run/floor"), 0755);
	stranger = client_new();
	stage_pids[stage_pid_count++] = shop_supervisor();
	floors_start();
}

void
stage_stop(void)
{
	for (int i = 1; i < stage_pid_count; i++)
		kill(stage_pids[i], SIGKILL);
	client_free(stranger);
	shop_stop();
}

/* What nginx adds to every answer it would add twice. */
static int
is_of_nginx(const char *line)
{
	static const char *const	of_nginx[] = { "HTTP/", "Server:",
	    "Date:", "Connection:", "Strict-Transport-Security:",
	    "X-Content-Type-Options:", "X-Frame-Options:",
	    "Referrer-Policy:", "Permissions-Policy:",
	    "Cross-Origin-Opener-Policy:", "\r" };

	for (size_t i = 0; i < sizeof(of_nginx) / sizeof(of_nginx[0]); i++)
		if (strncasecmp(line, of_nginx[i], strlen(of_nginx[i])) == 0)
			return 1;
	return 0;
}

void
stage_bytes(const char *name, const char *path)
{
	struct answer	*a = client_get(stranger, path);
	char		 file[200], *all = NULL, *line, *rest;
	size_t		 size = 0;
	FILE		*f = open_memstream(&all, &size);

	want(a, 200);
	snprintf(file, sizeof(file), "run/floor/%s.json", name);
	file_write(home_path(file), a->body, a->len);
	fputs("Status: 200 OK\r\n", f);
	for (rest = a->head; (line = strsep(&rest, "\n")) != NULL;)
		if (*line != '\0' && !is_of_nginx(line))
			fprintf(f, "%s\n", line);
	fputs("\r\n", f);
	fwrite(a->body, 1, a->len, f);
	fclose(f);
	snprintf(file, sizeof(file), "run/floor/%s", name);
	file_write(home_path(file), all, size);
	free(all);
}
