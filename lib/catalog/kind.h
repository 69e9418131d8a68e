/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_KIND_H
#define SOUK_CATALOG_KIND_H

/*
 * What a file is, told from its bytes and never from its name (private to
 * lib/catalog).
 */
enum kind { KIND_CSV, KIND_XLSX, KIND_JSON, KIND_OTHER };

/* *type: its media type, "image/png"; a zip is taken for an XLSX. */
enum kind	 kind_of(int fd, const char **type);

#endif
