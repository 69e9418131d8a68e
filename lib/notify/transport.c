/* SPDX-License-Identifier: ISC */
#include "lib/notify/transport.h"

#include "lib/base/config.h"

const struct mail_transport *
mail_transport(const struct config *config)
{
	if (*config->resend_key != '\0')
		return &mail_by_resend;
	return *config->smtp_url != '\0' ? &mail_by_smtp : &mail_by_file;
}
