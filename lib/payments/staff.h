/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_STAFF_H
#define SOUK_PAYMENTS_STAFF_H

#include "lib/payments/payments.h"

/* What staff do and see: the actor's brand alone. */

/* ---- deeds (staff.c) --------------------------------------------------------- */
enum receive_field { RECEIVE_AMOUNT, RECEIVE__MAX };
extern const struct fieldset	receive_fields;		/* "PaymentReceipt" */
enum refund_input { REFUND_IN_AMOUNT, REFUND_IN_REASON, REFUND_IN_NOTE,
	REFUND_IN__MAX };
extern const struct fieldset	refund_input_fields;	/* "RefundInput" */

/* payment_receive() with an amount as it was entered, or all that is owed. */
enum outcome	 payment_receive_entered(struct act *, const char *id,
		    const struct record *, struct record **payment);
/* refund_ask() by hand, audited.  key: the caller's own for this refund, NULL
 * for none: the same key again is the same refund. */
enum outcome	 refund_entered(struct act *, const char *payment_id,
		    const struct record *, const char *key,
		    struct record **refund);

/* ---- lists (list.c, ledger_list.c), newest first ------------------------------- */
enum payment_filter { PAYMENT_OF_STATE, PAYMENT_OF_PROVIDER,
	PAYMENT_OF_FLAGGED, PAYMENT_OF_SUBJECT, PAYMENT_OF__MAX };
extern const struct fieldset	payment_filters;

enum outcome	 payment_list(struct act *, const struct record *filter,
		    const struct list_query *, struct rows *);
const char	*payment_list_cursor(struct act *, const struct rows *,
		    const struct record *);

enum entry_field { LEDGER_ID, LEDGER_DEBIT, LEDGER_CREDIT, LEDGER_AMOUNT,
	LEDGER_CURRENCY, LEDGER_CAUSE, LEDGER_SUBJECT, LEDGER_SUBJECT_ID,
	LEDGER_CREATED_AT, LEDGER__MAX };
extern const struct fieldset	ledger_fields;		/* "LedgerEntry" */
enum outcome	 ledger_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*ledger_list_cursor(struct act *, const struct rows *,
		    const struct record *);

enum balance_field { BALANCE_ACCOUNT, BALANCE_CURRENCY, BALANCE_AMOUNT,
	BALANCE__MAX };
extern const struct fieldset	balance_fields;		/* "LedgerBalance" */
extern const struct fieldset	ledger_balances_fields;	/* {balances} */
/* Every account in every currency that was ever moved; the sum of those of
 * a currency is 0. */
enum outcome	 ledger_balances(struct act *, struct record **list,
		    size_t *count);

#endif
