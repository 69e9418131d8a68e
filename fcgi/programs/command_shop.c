/* SPDX-License-Identifier: ISC */
/* Making a shop and filling it: init, create-admin, import, demo. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "fcgi/programs/commands.h"
#include "lib/accounts/accounts.h"
#include "lib/base/buf.h"
#include "lib/base/crypto.h"
#include "lib/catalog/catalog.h"
#include "lib/catalog/demo.h"
#include "lib/inbox/demo.h"
#include "lib/orders/demo.h"
#include "lib/queue/queue.h"

static void
print_message(struct act *act, const struct message *m, const int64_t *numbers)
{
	struct buf	 b;

	buf_init(&b, act->arena, 0);
	message_put(&b, m, act->locale, numbers);
	fprintf(stderr, "%s\n", b.p);
}

int
command_refused(struct act *act, enum outcome e)
{
	const struct problem	*p = &act->problem;

	fprintf(stderr, "souk: %s\n", outcome_name(e));
	if (p->message != NULL)
		print_message(act, p->message, p->numbers);
	for (int i = 0; i < p->count; i++) {
		fprintf(stderr, "  %s: ", p->fields[i].name);
		print_message(act, p->fields[i].message,
		    p->fields[i].numbers);
	}
	return 1;
}

/* ---- init ----------------------------------------------------------------- */

static const struct { const char *name; mode_t mode; } folders[] = {
	{ "", 0755 }, { "bin", 0755 }, { "www", 0755 }, { "etc", 0750 },
	{ "db", 0700 }, { "media", 0750 }, { "run", 0750 }, { "log", 0750 },
	{ "backup", 0700 },
};

bool
home_folders_make(const char *home)
{
	char	 path[4096];

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", home, folders[i].name);
		if (mkdir(path, folders[i].mode) == 0 || errno == EEXIST)
			continue;
		fprintf(stderr, "souk: %s: %s\n", path, strerror(errno));
		return false;
	}
	return true;
}

/* Only where none is: a secret once made is what sessions hang on. */
static bool
environment_make(const char *home)
{
	struct arena	*arena = arena_new(1 << 16);
	char		 path[4096];
	FILE		*f;

	snprintf(path, sizeof(path), "%s/etc/souk.env", home);
	umask(077);
	if (arena == NULL || (f = fopen(path, "wx")) == NULL) {
		arena_free(arena);
		return errno == EEXIST;
	}
	fprintf(f, "# What souk reads at its start; README.md has the list.\n"
	    "SOUK_SECRET=%s\n", crypto_token(arena, 48));
	arena_free(arena);
	return fclose(f) == 0;
}

/* The owner of the machine acts for the first brand. */
static enum outcome
owner_brand(struct act *act)
{
	act->actor.role = ROLE_SUPER_ADMIN;
	act->actor.permissions = role_permissions(ROLE_SUPER_ADMIN);
	return brand_ensure(act, &act->actor.brand_id);
}

static enum outcome
make_brand(struct act *act, void *arg)
{
	(void)arg;
	return owner_brand(act);
}

int
command_init(struct process *p, int argc, char **argv)
{
	const char	*home = getenv("SOUK_HOME");
	struct db_open	 how = { .create = true };
	enum outcome	 e;
	int		 status;

	(void)argc;
	(void)argv;
	if (home == NULL || home[0] != '/') {
		fprintf(stderr, "souk: SOUK_HOME must be an absolute path\n");
		return EXIT_CONFIG;
	}
	if (!home_folders_make(home) || !environment_make(home))
		return 1;
	if ((status = process_start(p, "souk")) != 0)
		return status;
	how.path = p->config.database;
	if (!process_database(p, &how))
		return 1;
	e = db_tx(process_act(p), DB_WRITE, make_brand, NULL);
	return e == SOUK_OK ? 0 : command_refused(&p->act, e);
}

/* ---- create-admin ------------------------------------------------------------ */

/* One line of standard input, without its end. */
static bool
password_read(char *password, size_t size)
{
	if (isatty(STDIN_FILENO))
		fprintf(stderr, "Password (it is shown as you type): ");
	if (fgets(password, (int)size, stdin) == NULL)
		return false;
	password[strcspn(password, "\r\n")] = '\0';
	return true;
}

int
command_create_admin(struct process *p, int argc, char **argv)
{
	struct act	*act = process_act(p);
	struct record	*user;
	char		 password[512];
	enum outcome	 e;

	(void)argc;
	if (!password_read(password, sizeof(password))) {
		fprintf(stderr, "souk: no password on standard input\n");
		return 1;
	}
	e = account_bootstrap(act, argv[0], argv[1], password, &user);
	crypto_wipe(password, sizeof(password));
	if (e != SOUK_OK)
		return command_refused(act, e);
	printf("%s\n", user->values[USER_ID].text);
	return 0;
}

/* ---- import ------------------------------------------------------------------- */

struct import_call {
	struct import_new	 new;
	const char		*id;
	struct record		*import;
};

static enum outcome
start_import(struct act *act, void *arg)
{
	struct import_call	*call = arg;
	enum outcome		 e;

	if ((e = owner_brand(act)) != SOUK_OK)
		return e;
	return import_start(act, &call->new, &call->import);
}

static enum outcome
read_import(struct act *act, void *arg)
{
	struct import_call	*call = arg;
	enum outcome		 e;

	if ((e = owner_brand(act)) != SOUK_OK)
		return e;
	return import_read(act, call->id, &call->import);
}

static bool
import_over(const struct record *import)
{
	const char	*status = import->values[IMPORT_STATUS].text;

	return strcmp(status, "done") == 0 || strcmp(status, "failed") == 0;
}

static void
import_print(const struct record *import)
{
	const struct value	*errors = &import->values[IMPORT_ERRORS];
	const struct value	*left = &import->values[IMPORT_DIFFERENCES];

	for (size_t i = 0; i < errors->count; i++) {
		const struct record	*e = &errors->items[i];

		printf("line %lld: %s: %s\n",
		    (long long)e->values[IMPORT_ERROR_LINE].num,
		    e->values[IMPORT_ERROR_FIELD].text,
		    e->values[IMPORT_ERROR_MESSAGE].text);
	}
	for (size_t i = 0; i < left->count; i++)
		printf("%s: %s\n",
		    left->items[i].values[IMPORT_LEFT_COLUMN].text,
		    left->items[i].values[IMPORT_LEFT_MESSAGE].text);
	printf("%s: %lld lines, %lld created, %lld changed, %lld unchanged,"
	    " %lld rejected\n", import->values[IMPORT_STATUS].text,
	    (long long)import->values[IMPORT_LINES].num,
	    (long long)import->values[IMPORT_CREATED].num,
	    (long long)import->values[IMPORT_CHANGED].num,
	    (long long)import->values[IMPORT_UNCHANGED].num,
	    (long long)import->values[IMPORT_REJECTED].num);
}

/*
 * The job that the file became runs here, unless the shop's job runner was
 * faster; then its end is awaited.
 */
static int
import_await(struct process *p, struct import_call *call)
{
	const struct queue_runner	 runner = { .kinds = souk.jobs,
		.worker = "command", .lane = LANE_WORK };
	const struct timespec		 pause = { 0, 100000000 };
	int64_t				 next;
	enum outcome			 e;

	for (;;) {
		e = queue_run(process_act(p), &runner, &next);
		if (e == SOUK_NOT_FOUND)
			nanosleep(&pause, NULL);
		e = db_tx(process_act(p), DB_READ, read_import, call);
		if (e != SOUK_OK)
			return command_refused(&p->act, e);
		if (import_over(call->import))
			break;
	}
	import_print(call->import);
	return strcmp(call->import->values[IMPORT_STATUS].text, "done") != 0;
}

/* A copy below run/ that the shop's own user can read. */
static bool
file_take(const struct process *p, char *path, size_t size)
{
	char	 bytes[65536];
	ssize_t	 n = -1;
	int	 to;

	snprintf(path, size, "%s/run/upload-XXXXXX", p->config.home);
	if ((to = mkstemp(path)) == -1)
		return false;
	while ((n = read(p->file, bytes, sizeof(bytes))) > 0)
		if (write(to, bytes, (size_t)n) != n) {
			n = -1;
			break;
		}
	if (close(to) == 0 && n == 0)
		return true;
	unlink(path);
	return false;
}

/* --dry-run, --mapping JSON, --sheet NAME, in any order. */
static bool
import_words(int argc, char **argv, struct import_new *new)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--dry-run") == 0)
			new->dry_run = true;
		else if (strcmp(argv[i], "--mapping") == 0 && i + 1 < argc)
			new->mapping = argv[++i];
		else if (strcmp(argv[i], "--sheet") == 0 && i + 1 < argc)
			new->sheet = argv[++i];
		else {
			fprintf(stderr, "souk: unknown word: %s\n", argv[i]);
			return false;
		}
	}
	return true;
}

int
command_import(struct process *p, int argc, char **argv)
{
	char			 id[80], path[4096];
	struct import_call	 call = { .new = { .path = path } };
	enum outcome		 e;

	if (!import_words(argc, argv, &call.new))
		return EXIT_USAGE;
	if (!file_take(p, path, sizeof(path))) {
		fprintf(stderr, "souk: %s: %s\n", argv[0], strerror(errno));
		return 1;
	}
	e = db_tx(process_act(p), DB_WRITE, start_import, &call);
	unlink(path);
	if (e != SOUK_OK)
		return command_refused(&p->act, e);
	snprintf(id, sizeof(id), "%s", call.import->values[IMPORT_ID].text);
	call.id = id;
	return import_await(p, &call);
}

/* ---- export ------------------------------------------------------------------- */

static enum outcome
become_reader(struct act *act, void *arg)
{
	(void)arg;
	return owner_brand(act);
}

static bool
format_read(const char *word, enum export_format *format)
{
	for (int i = 0; i < EXPORT_FORMAT__MAX; i++)
		if (strcmp(export_format_names[i], word) == 0) {
			*format = (enum export_format)i;
			return true;
		}
	return false;
}

int
command_export(struct process *p, int argc, char **argv)
{
	struct export_how	 how = { .separator = ',' };
	struct act		*act = process_act(p);
	enum outcome		 e;

	if (argc >= 2 && (strcmp(argv[0], "--format") != 0 ||
	    !format_read(argv[1], &how.format))) {
		fprintf(stderr, "souk: unknown word: %s %s\n", argv[0],
		    argv[1]);
		return EXIT_USAGE;
	}
	if ((e = db_tx(act, DB_READ, become_reader, NULL)) != SOUK_OK ||
	    (e = product_export(act, record_new(act->arena,
	    &product_filter_admin), &how, p->file)) != SOUK_OK)
		return command_refused(act, e);
	if (fsync(p->file) == 0 || errno == EINVAL || errno == EROFS)
		return 0;
	fprintf(stderr, "souk: %s\n", strerror(errno));
	return 1;
}

/* ---- demo -------------------------------------------------------------------- */

static const struct { const char *name, *email, *role; } people[] = {
	{ "owner", "owner@example.com", "SUPER_ADMIN" },
	{ "manager", "manager@example.com", "ADMIN" },
	{ "reader", "reader@example.com", "VIEWER" },
};

/* The machine's owner may do all that a brand's owner may. */
static enum outcome
become_owner(struct act *act, void *arg)
{
	(void)arg;
	act->actor.role = ROLE_SUPER_ADMIN;
	act->actor.permissions = role_permissions(ROLE_SUPER_ADMIN);
	return owner_brand(act);
}

static enum outcome
demo_person(struct process *p, int i, const char *password)
{
	struct act	*act = process_act(p);
	struct record	*in, *user;
	enum outcome	 e;

	if (i == 0)
		return account_bootstrap(act, people[i].name, people[i].email,
		    password, &user);
	if ((e = db_tx(act, DB_READ, become_owner, NULL)) != SOUK_OK)
		return e;
	in = record_new(act->arena, &user_fields);
	record_set_text(in, USER_USERNAME, people[i].name);
	record_set_text(in, USER_EMAIL, people[i].email);
	record_set_text(in, USER_PASSWORD, password);
	record_set_text(in, USER_ROLE, people[i].role);
	return user_create(act, in, &user);
}

static enum outcome
load_demo(struct act *act, void *arg)
{
	enum outcome	 e;

	(void)arg;
	if ((e = owner_brand(act)) != SOUK_OK)
		return e;
	if ((e = demo_load(act)) != SOUK_OK)
		return e;
	if ((e = orders_demo_load(act)) != SOUK_OK)
		return e;
	return inbox_demo_load(act);
}

/* Their passwords are random, and told once. */
int
command_demo(struct process *p, int argc, char **argv)
{
	char		 password[64];
	enum outcome	 e;

	(void)argc;
	(void)argv;
	e = db_tx(process_act(p), DB_WRITE, load_demo, NULL);
	for (int i = 0; e == SOUK_OK && i < 3; i++) {
		snprintf(password, sizeof(password), "%s",
		    crypto_token(process_act(p)->arena, 15));
		e = demo_person(p, i, password);
		if (e == SOUK_OK)
			printf("%-8s %s\n", people[i].name, password);
		else if (e == SOUK_CONFLICT)
			e = SOUK_OK;	/* there already */
	}
	return e == SOUK_OK ? 0 : command_refused(&p->act, e);
}
