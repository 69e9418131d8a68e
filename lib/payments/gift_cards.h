/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_GIFT_CARDS_H
#define SOUK_PAYMENTS_GIFT_CARDS_H

#include "lib/payments/payments.h"

/*
 * Money paid ahead, behind a code of 80 random bits that is told once.  What
 * is left on a card is taken by one conditional statement and never below 0;
 * a refund goes back onto it.  What all cards hold is what the books owe.
 */
enum gift_card_field { GIFT_CARD_ID, GIFT_CARD_LETTERS, GIFT_CARD_CURRENCY,
	GIFT_CARD_AMOUNT, GIFT_CARD_BALANCE, GIFT_CARD_ACTIVE,
	GIFT_CARD_EXPIRES, GIFT_CARD_EMAIL, GIFT_CARD_NOTE,
	GIFT_CARD_CREATED_AT, GIFT_CARD_UPDATED_AT, GIFT_CARD_VERSION,
	GIFT_CARD_PAID_BY, GIFT_CARD_CODE, GIFT_CARD__MAX };
extern const struct fieldset	gift_card_fields;	/* "GiftCard" */

/* By staff, of the actor's brand, audited.  The code is in the record that
 * gift_card_create() gives, and nowhere else. */
enum outcome	 gift_card_create(struct act *, const struct record *,
		    struct record **);
enum outcome	 gift_card_read(struct act *, const char *id,
		    struct record **);
/* Whether it is active, until when, and the note. */
enum outcome	 gift_card_change(struct act *, const char *id,
		    const struct record *, struct record **);
/* Newest first; rows_next() reads them. */
enum outcome	 gift_card_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*gift_card_list_cursor(struct act *, const struct rows *,
		    const struct record *);

/*
 * Pays what is due as far as the card goes; what is then left is due by
 * another provider.  INVALID (field "code"): no such card, or not valid.
 * CONFLICT: it is empty, in another currency; a payment is being processed.
 */
enum outcome	 gift_card_pay(struct act *, const char *subject,
		    const char *subject_id, const char *code,
		    struct record **payment);

#endif
