/* SPDX-License-Identifier: ISC */
/*
 * F-12: 500 redemptions of a code that may be used once, of one that a customer
 * may use twice, 200 orders and one gift card that is worth ten of them, and 100
 * refunds at once of more than there is; again and again.
 *
 * Guards: promotion.used and promotion_use's slots (lib/orders/quote_redeem.c),
 * gift_card.balance and payment.refunded, each changed by one conditional
 * statement (lib/payments).
 */
#include "tests/faults/figure.h"
#include "tests/http/buy_race.h"

#define USES	500
#define CARDS	200
#define REFUNDS	100

START_TEST(f_12_what_may_be_used_once_is_used_once)
{
	const int	 rounds = fault_count(3);
	char		 code[32], mail[32];

	for (int i = 0; i < rounds; i++) {
		snprintf(code, sizeof(code), "SEUL%d", i);
		code_new(code, ", usage_limit", ", 1");
		race_code(USES, code, NULL, 1);
		snprintf(code, sizeof(code), "DEUX%d", i);
		snprintf(mail, sizeof(mail), "@two%d.test", i);
		code_new(code, ", customer_limit", ", 2");
		race_code(USES, code, mail, 2);
		race_gift_card(CARDS);
		race_refund(REFUNDS);
	}
	books_agree();
	fault_say("F-12", "%d rounds: of %d orders with a single-use code 1, of"
	    " %d with one that a customer may use twice 2, of %d with a gift"
	    " card worth ten 10, of %d refunds what was paid; books agree",
	    rounds, USES, USES, CARDS, REFUNDS);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		f_12_what_may_be_used_once_is_used_once,
	};

	return suite_run_with("coupon", race_start, tests, COUNT(tests));
}
