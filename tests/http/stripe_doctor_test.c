/* SPDX-License-Identifier: ISC */
/* `souk doctor --stripe`: what Stripe knows of the shop that asks. */
#include "tests/http/stripe.h"
#include "tests/http/suite.h"

static void
world_open(void)
{
	shop_home_made = stripe_start;
	shop_start();
}

static void
doctor_says(int status, const char *words)
{
	char	*out;
	int	 is = shop_command(NULL, &out, "doctor", "--stripe", NULL);

	ck_assert_msg(is == status && strstr(out, words) != NULL,
	    "%d, want %d and \"%s\": %s", is, status, words, out);
	free(out);
}

static void
endpoint(const char *form)
{
	char	 id[64], path[128];

	if (stripe_call("/v1/webhook_endpoints?limit=1", NULL) == 200) {
		stripe_parse();
		if (stripe_at("data.0.id") != NULL) {
			snprintf(id, sizeof(id), "%s", stripe_at("data.0.id"));
			snprintf(path, sizeof(path), "/v1/webhook_endpoints"
			    "/%s", id);
			ck_assert_int_eq(stripe_call(path, form), 200);
			return;
		}
	}
	ck_assert_int_eq(stripe_call("/v1/webhook_endpoints", form), 200);
}

START_TEST(s4_pay_04_the_doctor_asks_stripe)
{
	char	 form[400];

	doctor_says(1, "no webhook leads to https://localhost:");
	snprintf(form, sizeof(form), "url=%s/webhooks/stripe&"
	    "enabled_events[0]=payment_intent.succeeded", shop_url());
	endpoint(form);
	doctor_says(1, "not told of payment_intent.processing payment_intent."
	    "payment_failed payment_intent.canceled");
	endpoint("enabled_events[0]=*");
	doctor_says(0, "healthy");
	doctor_says(0, "test mode");
	endpoint("disabled=true");
	doctor_says(1, "the webhook is disabled");
	endpoint("disabled=false");
	server_says(&stripe, "401 to=GET/v1/account times=1\n");
	doctor_says(1, "SOUK_STRIPE_KEY: Stripe does not know it");
	server_says(&stripe, "403 to=GET/v1/account times=1\n");
	doctor_says(0, "of a restricted key");
	server_says(&stripe, "403 to=GET/v1/webhook_endpoints times=1\n");
	doctor_says(1, "cannot be seen");
	server_says(&stripe, "close to=GET/v1/account times=1\n");
	doctor_says(1, "SOUK_STRIPE_URL: Stripe does not answer");
	server_says(&stripe, "garbage to=GET/v1/account times=1\n");
	doctor_says(1, "SOUK_STRIPE_URL: Stripe does not answer");
	server_says(&stripe, "");
	doctor_says(0, "healthy");
}
END_TEST

START_TEST(s4_pay_04_the_doctor_asks_nobody_without_a_key)
{
	setenv("SOUK_STRIPE_KEY", "", 1);
	doctor_says(1, "SOUK_STRIPE_KEY: is not set");
	setenv("SOUK_STRIPE_KEY", STRIPE_KEY, 1);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		s4_pay_04_the_doctor_asks_stripe,
		s4_pay_04_the_doctor_asks_nobody_without_a_key,
	};

	return suite_run_with("stripe doctor", world_open, tests, 2);
}
