/* SPDX-License-Identifier: ISC */
#include "lib/db/compose.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/log.h"
#include "lib/db/connection.h"

#define SQL_MAX		8192	/* bytes; 64 columns fit */
#define KEY_PREFIX	"key_"	/* of a key's parameter: its column may also
				   be set */

/* ---- writing SQL ---------------------------------------------------- */

/* A text on the stack; what does not fit makes it full. */
struct sql { size_t len; bool full; char p[SQL_MAX]; };

static void
sql_put(struct sql *sql, const char *text)
{
	const size_t	 len = strlen(text);

	if (sql->full || len >= sizeof(sql->p) - sql->len) {
		sql->full = true;
		return;
	}
	memcpy(sql->p + sql->len, text, len + 1);
	sql->len += len;
}

/* Between the elements of a list. */
static void
sql_separate(struct sql *sql, int *n, const char *separator)
{
	if ((*n)++ > 0)
		sql_put(sql, separator);
}

static struct stmt *
sql_statement(struct db *db, const struct sql *sql)
{
	if (!sql->full)
		return db_sql_composed(db, sql->p);
	log_line(LOG_ERROR, "composed statement too long", "sql", sql->p,
	    NULL);
	return db_sql_composed(db, "");
}

static bool
is_stored(const struct record *r, size_t field)
{
	return r->set->fields[field].column != NULL &&
	    r->values[field].state != VALUE_ABSENT;
}

/* What to write for each column: "a", ":a" or "a = :a". */
static void
put_column(struct sql *sql, const char *column, const char *parameter)
{
	if (column != NULL)
		sql_put(sql, column);
	if (column != NULL && parameter != NULL)
		sql_put(sql, " = ");
	if (parameter != NULL) {
		sql_put(sql, ":");
		sql_put(sql, parameter);
	}
}

/* The record's and the extra columns, in the order they are bound. */
static int
put_columns(struct sql *sql, const struct record *r,
    const struct column_value *extra, size_t count, bool names, bool values)
{
	int	 n = 0;

	for (size_t i = 0; i < r->set->count; i++) {
		const char	*column = r->set->fields[i].column;

		if (!is_stored(r, i))
			continue;
		sql_separate(sql, &n, ", ");
		put_column(sql, names ? column : NULL, values ? column : NULL);
	}
	for (size_t i = 0; i < count; i++) {
		sql_separate(sql, &n, ", ");
		put_column(sql, names ? extra[i].column : NULL,
		    values ? extra[i].column : NULL);
	}
	return n;
}

static void
put_keys(struct sql *sql, const struct column_value *keys, size_t count)
{
	int	 n = 0;

	for (size_t i = 0; i < count; i++) {
		sql_put(sql, n++ == 0 ? " WHERE " : " AND ");
		sql_put(sql, keys[i].column);
		sql_put(sql, " = :" KEY_PREFIX);
		sql_put(sql, keys[i].column);
	}
}

/* ---- binding -------------------------------------------------------- */

static bool
type_is_integer(enum field_type type)
{
	return type == FIELD_INTEGER || type == FIELD_BOOLEAN ||
	    type == FIELD_MONEY || type == FIELD_TIME;
}

/* One text a line. */
static void
bind_texts(struct stmt *s, int index, const struct value *v)
{
	size_t	 size = 1;
	char	*lines, *p;

	for (size_t i = 0; i < v->count; i++)
		size += strlen(v->texts[i]) + 1;
	if ((p = lines = calloc(1, size)) == NULL) {
		s->sticky = SOUK_BUSY;
		return;
	}
	for (size_t i = 0; i < v->count; i++) {
		if (i > 0)
			*p++ = '\n';
		p = stpcpy(p, v->texts[i]);
	}
	statement_bind_text(s, index, lines);
	free(lines);
}

static void
bind_value(struct stmt *s, int index, enum field_type type,
    const struct value *v)
{
	if (v->state == VALUE_NULL)
		statement_bind_null(s, index);
	else if (type_is_integer(type))
		statement_bind_int(s, index, v->num);
	else if (type == FIELD_TEXTS)
		bind_texts(s, index, v);
	else
		statement_bind_text(s, index, v->text);
}

static int
bind_record(struct stmt *s, int index, const struct record *r)
{
	for (size_t i = 0; i < r->set->count; i++)
		if (is_stored(r, i))
			bind_value(s, index++, r->set->fields[i].type,
			    &r->values[i]);
	return index;
}

static int
bind_pairs(struct stmt *s, int index, const struct column_value *pairs,
    size_t count)
{
	for (size_t i = 0; i < count; i++, index++)
		if (pairs[i].text != NULL)
			statement_bind_text(s, index, pairs[i].text);
		else
			statement_bind_int(s, index, pairs[i].num);
	return index;
}

/* ---- the verbs ------------------------------------------------------ */

enum outcome
compose_insert(struct db *db, const struct record *r,
    const struct column_value *extra, size_t count)
{
	struct sql	 sql = { .len = 0 };
	struct stmt	*s;

	sql_put(&sql, "INSERT INTO ");
	sql_put(&sql, r->set->table);
	sql_put(&sql, " (");
	put_columns(&sql, r, extra, count, true, false);
	sql_put(&sql, ") VALUES (");
	put_columns(&sql, r, extra, count, false, true);
	sql_put(&sql, ")");
	s = sql_statement(db, &sql);
	bind_pairs(s, bind_record(s, 1, r), extra, count);
	return db_run(s);
}

enum outcome
compose_update(struct db *db, const struct record *r,
    const struct column_value *extra, size_t extra_count,
    const struct column_value *keys, size_t key_count)
{
	struct sql	 sql = { .len = 0 };
	struct stmt	*s;
	int		 index;

	sql_put(&sql, "UPDATE ");
	sql_put(&sql, r->set->table);
	sql_put(&sql, " SET ");
	if (put_columns(&sql, r, extra, extra_count, true, true) == 0)
		return SOUK_OK;
	put_keys(&sql, keys, key_count);
	s = sql_statement(db, &sql);
	index = bind_record(s, 1, r);
	index = bind_pairs(s, index, extra, extra_count);
	bind_pairs(s, index, keys, key_count);
	return db_run_changed(s);
}

const char *
compose_columns(struct arena *arena, const struct fieldset *set,
    const char *alias)
{
	struct buf	 columns;
	bool		 first = true;

	buf_init(&columns, arena, 512);
	for (size_t i = 0; i < set->count; i++) {
		if (set->fields[i].column == NULL)
			continue;
		if (!first)
			buf_puts(&columns, ", ");
		if (alias != NULL) {
			buf_puts(&columns, alias);
			buf_putc(&columns, '.');
		}
		buf_puts(&columns, set->fields[i].column);
		first = false;
	}
	return columns.p;
}

/* ---- reading -------------------------------------------------------- */

static int64_t
choice_index(const struct field *f, const char *text)
{
	for (int64_t i = 0; f->choices != NULL && f->choices[i] != NULL; i++)
		if (strcmp(f->choices[i], text) == 0)
			return i;
	return -1;
}

static void
split_lines(struct arena *arena, struct value *v)
{
	const char	*p = v->text;
	size_t		 lines = v->len > 0, len;

	for (const char *q = p; *q != '\0'; q++)
		lines += *q == '\n';
	v->texts = arena_array(arena, lines + 1, sizeof(*v->texts));
	for (v->count = 0; v->count < lines; p += len + 1) {
		len = strcspn(p, "\n");
		v->texts[v->count++] = arena_text(arena, p, len);
	}
}

static void
read_value(struct stmt *s, int column, struct arena *arena,
    const struct field *f, struct value *v)
{
	*v = (struct value){ .state = VALUE_NULL };
	if (db_is_null(s, column))
		return;
	v->state = VALUE_SET;
	if (type_is_integer(f->type)) {
		v->num = db_int(s, column);
		return;
	}
	v->text = db_copy(s, column, arena);
	v->len = v->text == NULL ? 0 : strlen(v->text);
	if (v->text == NULL)
		v->state = VALUE_NULL;
	else if (f->type == FIELD_ENUM)
		v->num = choice_index(f, v->text);
	else if (f->type == FIELD_TEXTS)
		split_lines(arena, v);
}

void
compose_row(struct stmt *s, int first, struct arena *arena, struct record *r)
{
	for (size_t i = 0; i < r->set->count; i++)
		if (r->set->fields[i].column != NULL)
			read_value(s, first++, arena, &r->set->fields[i],
			    &r->values[i]);
}

enum outcome
compose_get(struct db *db, struct arena *arena, const struct fieldset *set,
    const struct column_value *keys, size_t count, struct record **record)
{
	struct sql	 sql = { .len = 0 };
	struct stmt	*s;
	enum outcome	 e;

	sql_put(&sql, "SELECT ");
	sql_put(&sql, compose_columns(arena, set, NULL));
	sql_put(&sql, " FROM ");
	sql_put(&sql, set->table);
	put_keys(&sql, keys, count);
	s = sql_statement(db, &sql);
	bind_pairs(s, 1, keys, count);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*record = record_new(arena, set);
	compose_row(s, 0, arena, *record);
	db_done(s);
	return SOUK_OK;
}

struct stmt *
compose_select(struct db *db, struct arena *arena,
    const struct compose_select *select)
{
	struct buf	 sql;

	buf_init(&sql, arena, 1024);
	buf_puts(&sql, select->select);
	for (size_t i = 0; select->where != NULL && select->where[i] != NULL;
	    i++) {
		buf_puts(&sql, " AND ");
		buf_puts(&sql, select->where[i]);
	}
	if (select->tail != NULL) {
		buf_putc(&sql, ' ');
		buf_puts(&sql, select->tail);
	}
	return db_sql_composed(db, sql.p);
}
