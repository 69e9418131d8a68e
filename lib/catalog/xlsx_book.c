/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include "lib/base/text.h"
#include "lib/catalog/catalog.h"
#include "lib/catalog/xlsx.h"

#define BOOK		"xl/workbook.xml"
#define RELATIONS	"xl/_rels/workbook.xml.rels"

/* Which sheet is wanted, and what it is called inside the file. */
struct book {
	struct xlsx_xml		 xml;
	const char		*wanted;
	int			 sheets;
	char			 relation[64];	/* id of the sheet's; "" */
	struct xlsx_book	*out;
};

/* ---- xl/workbook.xml ----------------------------------------------------- */

static void
book_start(void *user, const char *name, const char **attrs)
{
	struct book	*b = user;
	const char	*title = xlsx_attr(attrs, "name");
	const char	*id = xlsx_attr(attrs, "id");

	if (strcmp(name, "sheet") != 0 || title == NULL || id == NULL)
		return;
	if (++b->sheets > XLSX_SHEETS)
		xlsx_xml_refuse(&b->xml);
	else if (b->relation[0] == '\0' &&
	    (b->wanted == NULL || strcmp(title, b->wanted) == 0) &&
	    strlen(id) < sizeof(b->relation))
		memcpy(b->relation, id, strlen(id) + 1);
}

static void
nothing_end(void *user, const char *name)
{
	(void)user;
	(void)name;
}

/* ---- xl/_rels/workbook.xml.rels ------------------------------------------ */

/* A target is absolute, or beside the workbook. */
static void
target_copy(char out[512], const char *target)
{
	const char	*base = *target == '/' ? "" : "xl/";
	int		 n;

	n = snprintf(out, 512, "%s%s", base, target + (*target == '/'));
	if (n >= 512)
		out[0] = '\0';
}

static void
relations_start(void *user, const char *name, const char **attrs)
{
	struct book	*b = user;
	const char	*id = xlsx_attr(attrs, "Id");
	const char	*type = xlsx_attr(attrs, "Type");
	const char	*target = xlsx_attr(attrs, "Target");
	const char	*last;

	if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL ||
	    target == NULL)
		return;
	last = strrchr(type, '/');
	if (last != NULL && strcmp(last, "/sharedStrings") == 0)
		target_copy(b->out->strings, target);
	else if (strcmp(id, b->relation) == 0)
		target_copy(b->out->sheet, target);
}

/* ---- both ---------------------------------------------------------------- */

static bool
part_read(struct book *b, struct xlsx_zip *zip, const char *entry,
    void (*start)(void *, const char *, const char **))
{
	bool	 ok;

	b->xml = (struct xlsx_xml){
		.user = b, .start = start, .end = nothing_end
	};
	ok = xlsx_xml_open(&b->xml, zip, entry) && xlsx_xml_run(&b->xml);
	xlsx_xml_close(&b->xml);
	return ok;
}

bool
xlsx_book_read(struct xlsx_zip *zip, const char *wanted,
    struct xlsx_book *out)
{
	struct book	 b = { .wanted = wanted, .out = out };

	*out = (struct xlsx_book){ "", "" };
	if (!part_read(&b, zip, BOOK, book_start) ||
	    !part_read(&b, zip, RELATIONS, relations_start))
		return false;
	if (b.relation[0] == '\0' && b.sheets > 0) {
		*zip->why = (struct source_why){
			&catalog_messages[CATALOG_IMPORT_SHEET], 0, "sheet"
		};
		return false;
	}
	return out->sheet[0] != '\0' || xlsx_bad(zip->why, RELATIONS);
}
