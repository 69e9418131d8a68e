/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_NOTICE_PRIVACY_H
#define SOUK_NOTIFY_NOTICE_PRIVACY_H

#include "lib/souk.h"

/* Of notices, texts, bells and wishes, for notify_privacy (privacy.c). */
enum outcome	 notice_privacy_show(struct act *, const char *user_id,
		    struct json_out *);
enum outcome	 notice_privacy_erase(struct act *, const char *user_id);

#endif
