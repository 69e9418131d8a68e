/* SPDX-License-Identifier: ISC */
#include "lib/notify/transport.h"

#include "lib/base/config.h"
#include "lib/base/text.h"

const struct mail_transport *
mail_transport(const struct config *config)
{
	return !text_equal(config->resend_key, "") ? &mail_by_resend :
	    !text_equal(config->smtp_url, "") ? &mail_by_smtp : &mail_by_file;
}
