/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_DISK_H
#define SOUK_TESTS_FAULTS_DISK_H

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/faults/diary.h"
#include "tests/http/process.h"

/*
 * What a disk holds at a moment of a diary: of each file what was synced, and
 * what was written since, which waits; and of each folder the same for names.
 * A rename is one step, and is there for good once either folder was synced.
 */
struct name { char text[DIARY_NAME]; struct node *node; };

struct node {
	uint64_t	 ino;
	char		*bytes;		/* synced */
	size_t		 len, room;
	const struct diary_record	**waiting;
	int		 waits, waits_room;
	struct name	*names;		/* of a folder, synced */
	int		 count, names_room;
	bool		 is_checked;	/* known to be whole, for good */
	struct node	*next;		/* of the same hash */
};

/* What happened to a name and is not synced. */
struct step { const struct diary_record *r; struct node *node, *folder, *other; };

#define HASHES	4096
#define STEPS	20000

struct disk {
	const char	*log;
	uint64_t	 at;		/* what is before it has happened */
	struct node	*nodes[HASHES], *root;
	struct step	 steps[STEPS];
	int		 step_count;
	struct node	*db, *wal;
	bool		 is_ahead;	/* the database has what its log has */
	bool		 no_file_sync;	/* as if only the database asked for it */
};

/* ---- nodes -------------------------------------------------------------------- */

static inline struct node *
node_new(struct disk *d, uint64_t ino)
{
	struct node	*n = calloc(1, sizeof(*n));

	if (n == NULL)
		abort();
	n->ino = ino;
	n->next = d->nodes[ino % HASHES];
	d->nodes[ino % HASHES] = n;	/* before an older one of that number */
	return n;
}

static inline struct node *
node_known(struct disk *d, uint64_t ino)
{
	for (struct node *n = d->nodes[ino % HASHES]; n != NULL; n = n->next)
		if (n->ino == ino)
			return n;
	return node_new(d, ino);
}

/* One more element in a growing table. */
#define ROOM_FOR_ONE(TABLE, USED, ROOM) do {				\
	if ((USED) == (ROOM)) {						\
		(ROOM) = (ROOM) == 0 ? 8 : 2 * (ROOM);			\
		(TABLE) = realloc(TABLE, (size_t)(ROOM) * sizeof(*(TABLE))); \
		if ((TABLE) == NULL)					\
			abort();					\
	}								\
} while (0)

static inline void
bytes_length(struct node *n, size_t len)
{
	if (len > n->room) {
		n->room = len + len / 2;
		if ((n->bytes = realloc(n->bytes, n->room)) == NULL)
			abort();
	}
	if (len > n->len)
		memset(n->bytes + n->len, 0, len - n->len);
	n->len = len;
}

static inline struct name *
name_find(struct node *folder, const char *text)
{
	for (int i = 0; i < folder->count; i++)
		if (strcmp(folder->names[i].text, text) == 0)
			return &folder->names[i];
	return NULL;
}

static inline void
name_set(struct node *folder, const char *text, struct node *node)
{
	struct name	*n = name_find(folder, text);

	if (node == NULL && n != NULL)
		*n = folder->names[--folder->count];
	if (node == NULL)
		return;
	if (n == NULL) {
		ROOM_FOR_ONE(folder->names, folder->count, folder->names_room);
		n = &folder->names[folder->count++];
		snprintf(n->text, sizeof(n->text), "%.95s", text);
	}
	n->node = node;
}

/* ---- the disk as it stands ------------------------------------------------------ */

static inline void
file_load(struct node *n, const char *path)
{
	struct stat	 st;
	int		 fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd == -1 || fstat(fd, &st) != 0)
		abort();
	bytes_length(n, (size_t)st.st_size);
	if (read(fd, n->bytes, n->len) != (ssize_t)n->len)
		abort();
	close(fd);
}

static inline void
folder_load(struct disk *d, struct node *folder, const char *path)
{
	struct dirent	*e;
	struct stat	 st;
	char		 below[500];
	DIR		*dir = opendir(path);

	while (dir != NULL && (e = readdir(dir)) != NULL) {
		snprintf(below, sizeof(below), "%s/%s", path, e->d_name);
		if (e->d_name[0] == '.' || lstat(below, &st) != 0 ||
		    strstr(e->d_name, "-shm") != NULL)
			continue;
		name_set(folder, e->d_name, node_known(d, st.st_ino));
		if (S_ISDIR(st.st_mode))
			folder_load(d, node_known(d, st.st_ino), below);
		else if (S_ISREG(st.st_mode))
			file_load(node_known(d, st.st_ino), below);
	}
	if (dir != NULL)
		closedir(dir);
}

static inline struct node *
node_below(struct disk *d, const char *name)
{
	struct name	*db = name_find(d->root, "db");
	struct name	*n = db == NULL ? NULL : name_find(db->node, name);

	return n == NULL ? NULL : n->node;
}

/* All that is there now, synced, with nobody writing: from here on the diary. */
static inline void
disk_load(struct disk *d, const char *home, uint64_t at)
{
	static const char *const	 roots[] = { "db", "media" };
	struct stat			 st;
	char				 path[200];

	memset(d, 0, sizeof(*d));
	d->at = at;
	d->root = node_new(d, 0);
	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%s/%s", home, roots[i]);
		if (stat(path, &st) != 0)
			continue;
		name_set(d->root, roots[i], node_known(d, st.st_ino));
		folder_load(d, node_known(d, st.st_ino), path);
	}
	d->db = node_below(d, "souk.db");
	d->wal = node_below(d, "souk.db-wal");
	d->is_ahead = true;
}

static inline void
disk_free(struct disk *d)
{
	struct node	*n, *next;

	for (int i = 0; i < HASHES; i++)
		for (n = d->nodes[i]; n != NULL; n = next) {
			next = n->next;
			free(n->bytes);
			free(n->waiting);
			free(n->names);
			free(n);
		}
}

/* ---- what happens to it --------------------------------------------------------- */

/* A write, of which each 512 bytes are there or, as is_there() says, not. */
static inline void
write_do(struct node *n, const struct diary_record *r, bool (*is_there)(void *),
    void *arg)
{
	const char	*from = (const char *)(r + 1);
	size_t		 end, part;

	if (r->op == DIARY_TRUNCATE) {
		bytes_length(n, r->at);
		return;
	}
	for (size_t done = 0; done < r->len; done += part) {
		part = 512 - (r->at + done) % 512;
		if (part > r->len - done)
			part = r->len - done;
		if (is_there != NULL && !is_there(arg))
			continue;
		end = r->at + done + part;
		if (end > n->len)
			bytes_length(n, end);
		memcpy(n->bytes + r->at + done, from + done, part);
	}
}

static inline void
step_do(const struct step *s)
{
	if (s->r->op == DIARY_MOVE)
		name_set(s->other, s->r->before, NULL);
	name_set(s->folder, s->r->name, s->r->op == DIARY_REMOVE ? NULL :
	    s->node);
}

/* A name that a synced rename took away was not to be given any more. */
static inline bool
step_is_past(const struct step *s, const struct step *move)
{
	return move->r->op == DIARY_MOVE && s->r->op != DIARY_REMOVE &&
	    s < move && s->folder == move->other && s->node == move->node &&
	    strcmp(s->r->name, move->r->before) == 0;
}

static inline void
names_sync(struct disk *d, const struct node *folder, uint64_t asked)
{
	static bool	 gone[STEPS];
	int		 left = 0;

	for (int i = 0; i < d->step_count; i++) {
		struct step	*s = &d->steps[i];

		gone[i] = (s->folder == folder || s->other == folder) &&
		    (uint64_t)((const char *)s->r - d->log) < asked;
		if (!gone[i])
			continue;
		step_do(s);
		for (int k = 0; k < i; k++)
			gone[k] = gone[k] || step_is_past(&d->steps[k], s);
	}
	for (int i = 0; i < d->step_count; i++)
		if (!gone[i])
			d->steps[left++] = d->steps[i];
	d->step_count = left;
}

static inline void
bytes_sync(struct disk *d, struct node *n, uint64_t asked)
{
	int	 left = 0;

	for (int i = 0; i < n->waits; i++)
		if ((uint64_t)((const char *)n->waiting[i] - d->log) < asked)
			write_do(n, n->waiting[i], NULL, NULL);
		else
			n->waiting[left++] = n->waiting[i];
	n->waits = left;
}

static inline bool
is_of_database(struct disk *d, const struct node *n)
{
	struct name	*db = name_find(d->root, "db");

	return n == d->db || n == d->wal || (db != NULL && n == db->node);
}

/* What a name stands for once those steps of what waits are done; NULL: all. */
static inline struct node *
name_look(struct disk *d, const bool *kept, struct node *folder,
    const char *text)
{
	struct name	*n = name_find(folder, text);
	struct node	*found = n == NULL ? NULL : n->node;

	for (int i = 0; i < d->step_count; i++) {
		const struct step	*s = &d->steps[i];

		if (kept != NULL && !kept[i])
			continue;
		if (s->other == folder && strcmp(s->r->before, text) == 0)
			found = NULL;
		if (s->folder == folder && strcmp(s->r->name, text) == 0)
			found = s->r->op == DIARY_REMOVE ? NULL : s->node;
	}
	return found;
}

static inline void
step_add(struct disk *d, const struct diary_record *r)
{
	struct step	 s = { .r = r, .folder = node_known(d, r->folder),
			    .other = r->op != DIARY_MOVE ? NULL :
			    node_known(d, r->other) };
	struct node	*now = name_look(d, NULL, s.folder, r->name);

	if (r->op == DIARY_CREATE && now != NULL && now->ino == r->node)
		return;			/* it was there, and was opened */
	s.node = r->op == DIARY_CREATE || r->op == DIARY_FOLDER ?
	    node_new(d, r->node) : node_known(d, r->node);
	if (r->name[0] == '\0')		/* it will get one */
		return;
	d->steps[d->step_count++] = s;
	if (d->step_count == STEPS)
		abort();
}

static inline void
record_do(struct disk *d, const struct diary_record *r)
{
	struct node	*n;

	if (r->op >= DIARY_CREATE) {
		step_add(d, r);
		return;
	}
	n = node_known(d, r->node);
	if (r->op == DIARY_SYNC) {
		if (d->no_file_sync && !is_of_database(d, n))
			return;
		bytes_sync(d, n, r->at);
		names_sync(d, n, r->at);
		return;
	}
	if (n == d->db || n == d->wal)
		d->is_ahead = n == d->db || (d->is_ahead &&
		    r->op != DIARY_TRUNCATE);
	ROOM_FOR_ONE(n->waiting, n->waits, n->waits_room);
	n->waiting[n->waits++] = r;
}

static inline const struct diary_record *
record_at(const struct disk *d, uint64_t at)
{
	return (const struct diary_record *)(const void *)(d->log + at);
}

/* As much of the diary as begins before that moment. */
static inline void
disk_run(struct disk *d, uint64_t until)
{
	while (d->at < until) {
		const struct diary_record	*r = record_at(d, d->at);

		record_do(d, r);
		d->at += (sizeof(*r) + r->len + 7) & ~UINT64_C(7);
	}
}

#endif
