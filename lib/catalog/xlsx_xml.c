/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/catalog/xlsx.h"

static const char *
local_name(const char *name)
{
	const char	*colon = strchr(name, ':');

	return colon == NULL ? name : colon + 1;
}

const char *
xlsx_attr(const char **attrs, const char *name)
{
	for (; attrs[0] != NULL; attrs += 2)
		if (strcmp(local_name(attrs[0]), name) == 0)
			return attrs[1];
	return NULL;
}

static void
on_start(void *arg, const char *name, const char **attrs)
{
	struct xlsx_xml	*x = arg;

	x->heard = x->fed;
	if (++x->depth > XLSX_DEPTH)
		xlsx_xml_refuse(x);
	else
		x->start(x->user, local_name(name), attrs);
}

static void
on_end(void *arg, const char *name)
{
	struct xlsx_xml	*x = arg;

	x->heard = x->fed;
	x->depth--;
	x->end(x->user, local_name(name));
}

static void
on_text(void *arg, const char *text, int len)
{
	struct xlsx_xml	*x = arg;

	x->heard = x->fed;
	if (x->text != NULL)
		x->text(x->user, text, len);
}

/* A workbook has none, and without one there are no entities. */
static void
on_doctype(void *arg, const char *name, const char *system,
    const char *public, int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	xlsx_xml_refuse(arg);
}

bool
xlsx_xml_open(struct xlsx_xml *x, struct xlsx_zip *zip, const char *entry)
{
	x->zip = zip;
	x->entry = entry;
	x->depth = 0;
	x->fed = x->heard = 0;
	x->suspended = x->over = false;
	if (!xlsx_entry_open(zip, entry) ||
	    (x->parser = XML_ParserCreate(NULL)) == NULL)
		return xlsx_bad(zip->why, entry);
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, on_start, on_end);
	XML_SetCharacterDataHandler(x->parser, on_text);
	XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
	return true;
}

/* One block more; expat keeps a token whole, so one has a bound. */
static enum XML_Status
block_feed(struct xlsx_xml *x)
{
	void	*block = XML_GetBuffer(x->parser, XLSX_BLOCK);
	int	 n;

	if (block == NULL ||
	    (n = xlsx_entry_read(x->zip, block, XLSX_BLOCK)) < 0)
		return XML_STATUS_ERROR;
	x->fed += (uint64_t)n;
	x->over = n == 0;
	if (x->fed - x->heard > XLSX_TOKEN_MAX)
		return XML_STATUS_ERROR;
	return XML_ParseBuffer(x->parser, n, n == 0);
}

bool
xlsx_xml_run(struct xlsx_xml *x)
{
	enum XML_Status	 rc = XML_STATUS_OK;

	if (x->suspended) {
		x->suspended = false;
		rc = XML_ResumeParser(x->parser);
	}
	while (rc == XML_STATUS_OK && !x->over)
		rc = block_feed(x);
	if (rc == XML_STATUS_ERROR)
		return xlsx_bad(x->zip->why, x->entry);
	x->suspended = rc == XML_STATUS_SUSPENDED;
	return x->zip->why->message == NULL;
}

void
xlsx_xml_pause(struct xlsx_xml *x)
{
	XML_StopParser(x->parser, XML_TRUE);
}

void
xlsx_xml_refuse(struct xlsx_xml *x)
{
	xlsx_bad(x->zip->why, x->entry);
	XML_StopParser(x->parser, XML_FALSE);
}

void
xlsx_xml_close(struct xlsx_xml *x)
{
	if (x->parser != NULL)
		XML_ParserFree(x->parser);
	x->parser = NULL;
}
