/* SPDX-License-Identifier: ISC */
/* Copies of the shop: backup, backups, restore. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fcgi/programs/commands.h"
#include "lib/backup/backup.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"

static void
say(void *arg, const char *line)
{
	fprintf(arg, "%s\n", line);
	fflush(arg);
}

/* --from PLACE, --to PLACE, --replace, --verify; a word without is a copy. */
struct words {
	const char	*place, *copy;
	bool		 replace, verify;
};

static bool
words_read(int argc, char **argv, const char *place, const char *sw,
    bool *on, struct words *w)
{
	*w = (struct words){ .place = NULL };
	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], place) == 0 && i + 1 < argc)
			w->place = argv[++i];
		else if (sw != NULL && strcmp(argv[i], sw) == 0)
			*on = true;
		else if (argv[i][0] != '-' && w->copy == NULL)
			w->copy = argv[i];
		else {
			fprintf(stderr, "souk: unknown word: %s\n", argv[i]);
			return false;
		}
	}
	if (w->copy != NULL && strcmp(w->copy, "latest") == 0)
		w->copy = NULL;
	return true;
}

/* ---- backup -------------------------------------------------------------- */

static int
made_print(const struct backup *b, enum outcome e)
{
	if (e != SOUK_OK) {
		fprintf(stderr, "souk: %s: %s\n", outcome_name(e), b->why);
		return 1;
	}
	printf("%s: %lld files, %lld bytes, %lld new%s\n", b->name,
	    (long long)b->files, (long long)b->bytes, (long long)b->new_bytes,
	    b->in_second ? ", in the second place too" : "");
	if (b->why[0] == '\0')
		return 0;
	fprintf(stderr, "souk: %s\n", b->why);
	return 1;
}

int
command_backup(struct process *p, int argc, char **argv)
{
	struct act	*act = process_act(p);
	struct backup	 b = { .kind = "asked" };
	struct words	 w;
	bool		 verify = false;

	if (!words_read(argc, argv, "--to", "--verify", &verify, &w))
		return EXIT_USAGE;
	if (verify)
		return backup_verify(act, &(struct restore){ .from = w.place,
		    .copy = w.copy, .say = say, .arg = stdout }) == SOUK_OK ?
		    0 : 1;
	if (w.copy != NULL)
		return EXIT_USAGE;
	b.to = w.place;
	return made_print(&b, backup_make(act, NULL, &b));
}

/* ---- where perhaps nothing is yet -------------------------------------------- */

/*
 * A machine that has only the programs has no configuration either: it is in
 * the copy.  A secret that nobody needs stands in for the one there.
 */
static int
restore_prepare(struct process *p)
{
	const char	*home = getenv("SOUK_HOME");
	char		 path[4096];
	struct arena	*arena;

	if (home == NULL || home[0] != '/') {
		fprintf(stderr, "souk: SOUK_HOME must be an absolute path\n");
		return EXIT_CONFIG;
	}
	if (!home_folders_make(home))
		return 1;
	snprintf(path, sizeof(path), "%s/etc/souk.env", home);
	if (access(path, F_OK) == -1 && (arena = arena_new(1 << 16)) != NULL) {
		setenv("SOUK_SECRET", crypto_token(arena, 48), 0);
		arena_free(arena);
	}
	return process_start(p, "souk");
}

static struct act *
act_without_database(struct process *p)
{
	p->act = (struct act){ .arena = p->arena, .souk = &souk,
		.config = &p->config, .shared = p->shared,
		.now = clock_now(), .request_id = "" };
	return &p->act;
}

int
command_restore(struct process *p, int argc, char **argv)
{
	struct restore	 how = { .say = say, .arg = stdout };
	struct words	 w;
	int		 status;

	if (!words_read(argc, argv, "--from", "--replace", &how.replace, &w))
		return EXIT_USAGE;
	if ((status = restore_prepare(p)) != 0)
		return status;
	how.from = w.place;
	how.copy = w.copy;
	return backup_restore(act_without_database(p), &how) == SOUK_OK ? 0 : 1;
}

int
command_backups(struct process *p, int argc, char **argv)
{
	struct restore	 how = { .say = say, .arg = stdout };
	struct words	 w;
	int		 status;

	if (!words_read(argc, argv, "--from", NULL, NULL, &w) ||
	    w.copy != NULL)
		return EXIT_USAGE;
	if ((status = restore_prepare(p)) != 0)
		return status;
	how.from = w.place;
	return backup_print(act_without_database(p), &how) == SOUK_OK ? 0 : 1;
}
