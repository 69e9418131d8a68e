/* SPDX-License-Identifier: ISC */
#ifndef SOUK_OPS_LIMITS_H
#define SOUK_OPS_LIMITS_H

#include "lib/base/field.h"

/*
 * How many requests a caller may make in 15 minutes (resets, contact: in an hour), by
 * class; the owner
 * changes them as settings "limits".  fcgi/http counts.
 */
enum limits_setting { LIMITS_READ, LIMITS_WRITE, LIMITS_SUGGEST,
	LIMITS_CREDENTIAL, LIMITS_USER, LIMITS_SIGNUP, LIMITS_RESET,
	LIMITS_KEY, LIMITS_CONTACT, LIMITS__MAX };
extern const struct fieldset	limits_settings;

#endif
