/* SPDX-License-Identifier: ISC */
#include "tests/http/shop.h"

#include <arpa/inet.h>
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lib/ops/ops.h"
#include "tests/http/process.h"

#define START_MS	60000	/* with sanitizers on two busy processors */
#define STOP_MS		20000
#define WORDS_MAX	16

const char	shop_password[] = "mulberry trellis 4711 lantern";
void		(*shop_home_made)(const char *);

static struct {
	char	 home[64], url[64], build[PATH_MAX], list[PATH_MAX];
	int	 port;
	pid_t	 supervisor;
	bool	 used;
} shop;

const char *
shop_home(void)
{
	return shop.home;
}

const char *
shop_url(void)
{
	return shop.url;
}

int
shop_port(void)
{
	return shop.port;
}

pid_t
shop_supervisor(void)
{
	return shop.supervisor;
}

/* ---- running programs ------------------------------------------------- */

int64_t
now_ms(void)
{
	struct timespec	 t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
pause_ms(int ms)
{
	poll(NULL, 0, ms);
}

char *
file_read(const char *path)
{
	FILE	*f = fopen(path, "re");
	char	*text = NULL;
	size_t	 size = 0;

	if (f == NULL)
		return strdup("");
	if (getdelim(&text, &size, '\0', f) == -1) {
		free(text);
		text = strdup("");
	}
	fclose(f);
	return text;
}

/* ---- its database ------------------------------------------------------ */

static char *
sql_value(sqlite3_stmt *s)
{
	const unsigned char	*text;

	if (sqlite3_step(s) != SQLITE_ROW ||
	    (text = sqlite3_column_text(s, 0)) == NULL)
		return strdup("");
	return strdup((const char *)text);
}

/*
 * One connection as long as the file is the same and the shop runs: whoever
 * waits for a value asks often, and each opening reads the whole schema.  A
 * child of this program has its own.
 */
static struct {
	sqlite3	*db;
	ino_t	 file;
	pid_t	 owner;
} kept;

static void
database_leave(void)
{
	if (kept.owner == getpid())
		sqlite3_close(kept.db);
	kept.db = NULL;
}

static sqlite3 *
database(void)
{
	char		 path[128];
	struct stat	 now = { .st_ino = 0 };

	snprintf(path, sizeof(path), "%s/db/souk.db", shop.home);
	stat(path, &now);
	if (kept.db != NULL && kept.owner == getpid() &&
	    kept.file == now.st_ino)
		return kept.db;
	database_leave();
	ck_assert_int_eq(sqlite3_open(path, &kept.db), SQLITE_OK);
	sqlite3_busy_timeout(kept.db, 5000);
	sqlite3_db_config(kept.db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	kept.file = now.st_ino;
	kept.owner = getpid();
	return kept.db;
}

char *
shop_sql(const char *query)
{
	sqlite3		*db = database();
	sqlite3_stmt	*s;
	char		*value;

	ck_assert_msg(sqlite3_prepare_v2(db, query, -1, &s, NULL) ==
	    SQLITE_OK, "%s: %s", query, sqlite3_errmsg(db));
	value = sql_value(s);
	ck_assert_msg(sqlite3_finalize(s) == SQLITE_OK, "%s: %s", query,
	    sqlite3_errmsg(db));
	return value;
}

/* ---- its commands ------------------------------------------------------ */

/* The child's side: input on 0, an unnamed file on 1 and 2. */
static void
command_become(const char *input, int output, int errors,
    const char *const *argv)
{
	FILE	*f = tmpfile();

	if (f != NULL && input != NULL)
		fputs(input, f);
	if (f == NULL || fflush(f) != 0)
		_exit(126);
	lseek(fileno(f), 0, SEEK_SET);
	dup2(fileno(f), STDIN_FILENO);
	dup2(output, STDOUT_FILENO);
	dup2(errors, STDERR_FILENO);
	execvp(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

static char *
stream_text(FILE *f)
{
	char	*text = NULL;
	size_t	 size = 0;

	rewind(f);
	if (getdelim(&text, &size, '\0', f) == -1) {
		free(text);
		text = strdup("");
	}
	return text;
}

static void
command_output(int status, FILE *output, FILE *errors, char **out)
{
	char	*said = stream_text(output), *told = stream_text(errors);

	if (out == NULL)
		free(said);
	else if (status == 0)
		*out = said;
	else {
		ck_assert_int_ne(asprintf(out, "%s%s", said, told), -1);
		free(said);
	}
	free(told);
}

int
command_run(const char *input, char **out, const char *const *argv)
{
	FILE	*output = tmpfile(), *errors = tmpfile();
	int	 status = -1;
	pid_t	 pid;

	ck_assert_ptr_nonnull(output);
	ck_assert_ptr_nonnull(errors);
	if ((pid = fork()) == 0)
		command_become(input, fileno(output), fileno(errors), argv);
	ck_assert_int_gt(pid, 0);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	status = WIFEXITED(status) ? WEXITSTATUS(status) :
	    128 + WTERMSIG(status);
	command_output(status, output, errors, out);
	fclose(output);
	fclose(errors);
	return status;
}

int
shop_command(const char *input, char **out, const char *arg, ...)
{
	const char	*argv[WORDS_MAX] = { NULL };
	char		 program[128];
	va_list		 ap;
	int		 n = 1;

	database_leave();
	argv[0] = program;
	snprintf(program, sizeof(program), "%s/bin/souk", shop.home);
	va_start(ap, arg);
	for (; arg != NULL && n < WORDS_MAX - 1; arg = va_arg(ap, const char *))
		argv[n++] = arg;
	va_end(ap);
	return command_run(input, out, argv);
}

/* ---- making one --------------------------------------------------------- */

/* Below those that the system gives to whoever calls out, who might come in
 * between; by chance, since other tests choose at the same time. */
#define PORT_LEAST	10240
#define PORT_MOST	32767

static bool
port_is_free(int port)
{
	struct sockaddr_in	 any = { .sin_family = AF_INET,
	    .sin_addr.s_addr = htonl(INADDR_ANY), .sin_port = htons(port) };
	int			 fd = socket(AF_INET, SOCK_STREAM, 0);
	bool			 is_free;

	is_free = bind(fd, (struct sockaddr *)&any, sizeof(any)) == 0;
	close(fd);
	return is_free;
}

int
port_free(void)
{
	uint16_t	 chance;
	int		 port;

	do {
		ck_assert_int_eq(getrandom(&chance, sizeof(chance), 0),
		    sizeof(chance));
		port = PORT_LEAST + chance % (PORT_MOST - PORT_LEAST);
	} while (!port_is_free(port));
	return port;
}

/* This program is BUILD/http/NAME. */
const char *
shop_build(void)
{
	ssize_t	 n = readlink("/proc/self/exe", shop.build,
	    sizeof(shop.build) - 1);

	ck_assert_int_gt(n, 0);
	shop.build[n] = '\0';
	for (int i = 0; i < 2; i++)
		*strrchr(shop.build, '/') = '\0';
	return shop.build;
}

/* Statements are listed below the home first: the workers may write there. */
static void
environment_set(void)
{
	char		 port[16], list[128];
	const char	*wanted = getenv("SOUK_TEST_SQL");

	snprintf(port, sizeof(port), "%d", shop.port);
	setenv("SOUK_HOME", shop.home, 1);
	setenv("SOUK_PORT", port, 1);
	setenv("SOUK_DEMO", "0", 0);
	setenv("SOUK_WORKERS", "3", 0);
	setenv("SOUK_EDGE_RATE", "20000", 0);
	if (wanted == NULL || *wanted == '\0' || shop.list[0] != '\0')
		return;
	snprintf(shop.list, sizeof(shop.list), "%s", wanted);
	snprintf(list, sizeof(list), "%s/run/statements", shop.home);
	setenv("SOUK_TEST_SQL", list, 1);
}

static void
people_make(void)
{
	static const char	*more[] = {
		"INSERT INTO brand (id, name, created_at) VALUES"
		" ('brand_01h455vb4pex5vsknk084sn02q', 'Elsewhere', 9)",
		"INSERT INTO users (id, brand_id, username, username_key,"
		" email, email_key, password_hash, role, created_at,"
		" updated_at) SELECT 'user_01h455vb4pex5vsknk084sn02r',"
		" brand_id, 'manager', 'manager', 'manager@example.com',"
		" 'manager@example.com', password_hash, 'ADMIN', created_at,"
		" updated_at FROM users WHERE username = 'owner'",
		"INSERT INTO users (id, brand_id, username, username_key,"
		" email, email_key, password_hash, role, created_at,"
		" updated_at) SELECT 'user_01h455vb4pex5vsknk084sn02s',"
		" brand_id, 'reader', 'reader', 'reader@example.com',"
		" 'reader@example.com', password_hash, 'VIEWER', created_at,"
		" updated_at FROM users WHERE username = 'owner'",
		"INSERT INTO users (id, brand_id, username, username_key,"
		" email, email_key, password_hash, role, created_at,"
		" updated_at) SELECT 'user_01h455vb4pex5vsknk084sn02t',"
		" 'brand_01h455vb4pex5vsknk084sn02q', 'stranger', 'stranger',"
		" 'stranger@example.com', 'stranger@example.com',"
		" password_hash, 'SUPER_ADMIN', created_at, updated_at"
		" FROM users WHERE username = 'owner'",
		"UPDATE brand SET created_at = 9000000000000"
		" WHERE name = 'Elsewhere'",
	};
	char			*out = NULL;

	ck_assert_msg(shop_command(shop_password, &out, "create-admin",
	    "owner", "owner@example.com", NULL) == 0, "create-admin: %s", out);
	free(out);
	for (size_t i = 0; i < sizeof(more) / sizeof(more[0]); i++)
		free(shop_sql(more[i]));
}

/* ---- starting and stopping ------------------------------------------------ */

/* Ends with this program, whatever ends that. */
pid_t
supervisor_start(const char *home)
{
	char		 program[128];
	const char	*why = "";
	pid_t		 parent = getpid(), pid = fork();

	if (pid != 0)
		return pid;
	snprintf(program, sizeof(program), "%s/bin/souk", home);
	if (!owner_become(home, &why))
		_exit(126);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(126);
	setpgid(0, 0);
	execl(program, program, "run", NULL);
	_exit(127);
}

bool
process_ended(pid_t pid, int ms, int *status)
{
	int64_t	 end = now_ms() + ms;

	while (waitpid(pid, status, WNOHANG) == 0) {
		if (now_ms() > end)
			return false;
		pause_ms(20);
	}
	return true;
}

static void
ready_await(pid_t supervisor)
{
	struct client	*c = client_new();
	int64_t		 end = now_ms() + START_MS;
	char		 path[128], *log;
	int		 status;

	while (client_get(c, "/ready")->status != 200) {
		if (now_ms() < end &&
		    waitpid(supervisor, &status, WNOHANG) == 0) {
			pause_ms(50);
			continue;
		}
		snprintf(path, sizeof(path), "%s/log/souk.log", shop.home);
		log = file_read(path);
		ck_abort_msg("the shop does not start: %s",
		    log + (strlen(log) > 3000 ? strlen(log) - 3000 : 0));
	}
	client_free(c);
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

/* Whole, though other tests end at the same moment. */
static void
list_append(void)
{
	char	 path[128], *text;
	FILE	*f = fopen(shop.list, "ae");

	snprintf(path, sizeof(path), "%s/run/statements", shop.home);
	text = file_read(path);
	if (f != NULL) {
		flock(fileno(f), LOCK_EX);
		fputs(text, f);
		fclose(f);
	}
	free(text);
}

/* The last word, however the program ends (but by a signal). */
static void
shop_leave(int status, void *unused)
{
	(void)unused;
	if (shop.supervisor > 0)
		shop_stop();
	if (shop.list[0] != '\0')
		list_append();
	if (status != 0)
		fprintf(stderr, "kept: %s\n", shop.home);
	else
		nftw(shop.home, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void
home_make(char home[64])
{
	const char	*argv[] = { "sh", "scripts/stage.sh", shop_build(),
		home, NULL };
	const char	*tmp = getenv("TMPDIR");
	char		*out = NULL;

	snprintf(home, 64, "%.40s/souk-test.XXXXXX",
	    tmp == NULL ? "/tmp" : tmp);
	ck_assert_ptr_nonnull(mkdtemp(home));
	if (shop_home_made != NULL)
		shop_home_made(home);
	ck_assert_msg(command_run(NULL, &out, argv) == 0, "stage.sh: %s", out);
	free(out);
}

void
shop_start(void)
{
	if (!shop.used) {
		shop.used = true;
		shop.port = port_free();
		snprintf(shop.url, sizeof(shop.url), "https://localhost:%d",
		    shop.port);
		home_make(shop.home);
		on_exit(shop_leave, NULL);
		environment_set();
		people_make();
	}
	shop.supervisor = supervisor_start(shop.home);
	ck_assert_int_gt(shop.supervisor, 0);
	ready_await(shop.supervisor);
}

void
shop_stop(void)
{
	int	 status = 0;

	if (shop.supervisor <= 0)	/* a test failed in between */
		return;
	database_leave();
	kill(shop.supervisor, SIGTERM);
	if (!process_ended(shop.supervisor, STOP_MS, &status)) {
		kill(-shop.supervisor, SIGKILL);
		waitpid(shop.supervisor, &status, 0);
		fprintf(stderr, "the supervisor did not end\n");
	}
	shop.supervisor = 0;
}

#ifdef __SANITIZE_ADDRESS__
/* What a failed test leaves would hide why it failed. */
const char	*__lsan_default_options(void);

const char *
__lsan_default_options(void)
{
	return "detect_leaks=0";
}
#endif
