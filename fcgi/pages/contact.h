/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_CONTACT_H
#define SOUK_PAGES_CONTACT_H

#include "lib/base/field.h"

/* The form of /contact as a browser sends it: whatever can be shown again is
 * taken, and looked at afterwards. */
extern const struct fieldset	contact_form_fields;

#endif
