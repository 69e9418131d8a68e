/* SPDX-License-Identifier: ISC */
#include "lib/payments/fault.h"

#include <stddef.h>

#include "lib/base/text.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define MESSAGE(CODE, FR, EN, AR) { .code = (CODE), .text = { \
	[LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) } }

enum fault { FAULT_DECLINED, FAULT_FUNDS, FAULT_EXPIRED, FAULT_NUMBER,
	FAULT_CVC, FAULT_PROOF, FAULT_LIMIT, FAULT_KIND, FAULT_LATER,
	FAULT_OVER, FAULT__MAX };

static const struct message faults[FAULT__MAX] = {
	[FAULT_DECLINED] = MESSAGE("PAYMENT_DECLINED",
	    "Votre banque a refusé le paiement. Essayez une autre carte ou un "
	    "autre moyen de paiement",
	    "Your bank declined the payment. Try another card or another way "
	    "to pay",
	    "رفض مصرفك الدفع. جرّب بطاقة أخرى أو طريقة دفع أخرى"),
	[FAULT_FUNDS] = MESSAGE("PAYMENT_FUNDS",
	    "Le compte n’est pas assez approvisionné",
	    "There is not enough money in the account",
	    "الرصيد غير كافٍ"),
	[FAULT_EXPIRED] = MESSAGE("PAYMENT_CARD_EXPIRED",
	    "La carte a expiré",
	    "The card has expired",
	    "انتهت صلاحية البطاقة"),
	[FAULT_NUMBER] = MESSAGE("PAYMENT_CARD_NUMBER",
	    "Le numéro ou la date de la carte n’est pas juste",
	    "The number or date of the card is not right",
	    "رقم البطاقة أو تاريخها غير صحيح"),
	[FAULT_CVC] = MESSAGE("PAYMENT_CARD_CVC",
	    "Le code de sécurité de la carte n’est pas juste",
	    "The security code of the card is not right",
	    "رمز أمان البطاقة غير صحيح"),
	[FAULT_PROOF] = MESSAGE("PAYMENT_AUTHENTICATION",
	    "Le paiement n’a pas été confirmé auprès de la banque (3-D "
	    "Secure). Réessayez et confirmez-le",
	    "The payment was not confirmed with the bank (3-D Secure). Try "
	    "again and confirm it",
	    "لم يُؤكَّد الدفع لدى المصرف (3-D Secure). أعد المحاولة وأكّده"),
	[FAULT_LIMIT] = MESSAGE("PAYMENT_CARD_LIMIT",
	    "La limite de la carte est dépassée",
	    "The limit of the card is exceeded",
	    "تم تجاوز حدّ البطاقة"),
	[FAULT_KIND] = MESSAGE("PAYMENT_CARD_KIND",
	    "Cette carte ne peut pas servir à ce paiement",
	    "This card cannot be used for this payment",
	    "لا يمكن استخدام هذه البطاقة لهذا الدفع"),
	[FAULT_LATER] = MESSAGE("PAYMENT_TRY_LATER",
	    "La banque n’a pas répondu. Réessayez dans un instant",
	    "The bank did not answer. Try again in a moment",
	    "لم يستجب المصرف. أعد المحاولة بعد قليل"),
	[FAULT_OVER] = MESSAGE("PAYMENT_EXPIRED",
	    "Le temps pour payer est écoulé",
	    "The time to pay is over",
	    "انتهت مهلة الدفع"),
};

static const struct { const char *code; enum fault fault; } codes[] = {
	{ "insufficient_funds", FAULT_FUNDS },
	{ "withdrawal_count_limit_exceeded", FAULT_LIMIT },
	{ "card_velocity_exceeded", FAULT_LIMIT },
	{ "expired_card", FAULT_EXPIRED },
	{ "incorrect_number", FAULT_NUMBER },
	{ "invalid_number", FAULT_NUMBER },
	{ "invalid_account", FAULT_NUMBER },
	{ "invalid_expiry_month", FAULT_NUMBER },
	{ "invalid_expiry_year", FAULT_NUMBER },
	{ "incorrect_cvc", FAULT_CVC },
	{ "invalid_cvc", FAULT_CVC },
	{ "authentication_required", FAULT_PROOF },
	{ "payment_intent_authentication_failure", FAULT_PROOF },
	{ "authentication_not_handled", FAULT_PROOF },
	{ "offline_pin_required", FAULT_PROOF },
	{ "online_or_offline_pin_required", FAULT_PROOF },
	{ "card_not_supported", FAULT_KIND },
	{ "currency_not_supported", FAULT_KIND },
	{ "testmode_decline", FAULT_KIND },
	{ "live_mode_test_card", FAULT_KIND },
	{ "issuer_not_available", FAULT_LATER },
	{ "processing_error", FAULT_LATER },
	{ "reenter_transaction", FAULT_LATER },
	{ "try_again_later", FAULT_LATER },
	{ "approve_with_id", FAULT_LATER },
	{ "expired", FAULT_OVER },
	{ "checkout_session_expired", FAULT_OVER },
};

/* Anybody who holds a card that is not theirs would learn from these. */
static const char *const hidden[] = {
	"lost_card", "stolen_card", "pickup_card", "fraudulent",
	"merchant_blacklist", "restricted_card", "security_violation",
	"stop_payment_order", "suspected_fraud", "highest_risk_level",
};

static const struct message *
fault_of(const char *code)
{
	for (size_t i = 0; i < COUNT(codes); i++)
		if (text_equal(codes[i].code, code))
			return &faults[codes[i].fault];
	return NULL;
}

const char *
payment_decline_shown(const char *decline)
{
	for (size_t i = 0; i < COUNT(hidden); i++)
		if (text_equal(hidden[i], decline))
			return "generic_decline";
	return decline;
}

const struct message *
payment_fault(const char *error, const char *decline)
{
	const struct message	*fault = NULL;

	if (error == NULL && decline == NULL)
		return NULL;
	if (decline != NULL)
		fault = fault_of(payment_decline_shown(decline));
	if (fault == NULL && error != NULL)
		fault = fault_of(error);
	return fault != NULL ? fault : &faults[FAULT_DECLINED];
}
