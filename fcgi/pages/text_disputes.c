/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* Disputes, and what Stripe's books say. */
enum { FIRST = UI_DISPUTES, END = UI_ORDERS };

#define T(NAME, FR, EN, AR)	[NAME - FIRST] = { FR, EN, AR }

static const ui_row rows[END - FIRST] = {
	T(UI_DISPUTES, "Litiges", "Disputes", "الاعتراضات"),
	T(UI_DISPUTES_TEXT,
	    "L’argent que des banques réclament pour leurs clients. Les "
	    "justificatifs se donnent chez Stripe, avant l’échéance.",
	    "Money that banks ask back for their customers. Evidence is given "
	    "at Stripe’s, before it is due.",
	    "أموال تطالب بها البنوك لعملائها. تُقدَّم المستندات لدى Stripe قبل "
	    "الموعد."),
	T(UI_DISPUTE_AMOUNT, "Montant", "Amount", "المبلغ"),
	T(UI_DISPUTE_DUE, "Échéance", "Due", "الموعد"),
	T(UI_DISPUTE_PAYMENT, "Paiement", "Payment", "الدفعة"),
	T(UI_DISPUTE_OPEN, "En cours", "Open", "قائم"),
	T(UI_DISPUTE_CLOSED, "Clos", "Closed", "مغلق"),
	T(UI_DISPUTE_TAKEN, "Argent retiré", "Money taken", "سُحب المبلغ"),
	T(UI_DISPUTE_BACK, "Argent rendu", "Money given back",
	    "أُعيد المبلغ"),
	T(UI_FLAGGED, "Paiements à vérifier", "Payments to look at",
	    "دفعات للمراجعة"),
	T(UI_FLAGGED_TEXT,
	    "Ce que Stripe en dit n’est pas ce qui a été demandé ; rien n’a "
	    "été compté comme payé.",
	    "What Stripe says of them is not what was asked for; nothing was "
	    "taken as paid.",
	    "ما تقوله Stripe عنها ليس ما طُلب؛ لم يُحتسب شيء مدفوعًا."),
	T(UI_FLAGGED_WHY, "Ce qui diffère", "What differs", "ما يختلف"),
	T(UI_FLAGGED_SEEN, "Vérifié", "Looked at", "تمت المراجعة"),
	T(UI_FLAG_INTENT, "Payé sous une autre référence",
	    "Paid under another reference", "دُفع بمرجع آخر"),
	T(UI_FLAG_LIVEMODE, "Mode de test et mode réel", "Test and real mode",
	    "وضع التجربة والوضع الحقيقي"),
	T(UI_FLAG_CURRENCY, "Devise", "Currency", "العملة"),
	T(UI_FLAG_AMOUNT, "Montant", "Amount", "المبلغ"),
	T(UI_FLAG_SUBJECT, "Commande", "Order", "الطلب"),
	T(UI_FLAG_REFUNDS, "Remboursé au-delà du reçu",
	    "Refunded beyond what came", "رُدّ أكثر مما ورد"),
	T(UI_FLAG_STUCK, "Remboursement non envoyé", "Refund not sent",
	    "مبلغ مسترد لم يُرسل"),
	T(UI_RECONCILE, "Rapprochement", "Reconciliation", "المطابقة"),
	T(UI_RECONCILE_TEXT,
	    "Chaque nuit, les paiements et remboursements des derniers jours "
	    "sont comparés à ceux de Stripe.",
	    "Each night the payments and refunds of the last days are held "
	    "against Stripe’s.",
	    "كل ليلة تُقارن مدفوعات الأيام الأخيرة واستردادها بما لدى Stripe."),
	T(UI_RECONCILE_SEEN, "Comparés", "Compared", "قورنت"),
	T(UI_RECONCILE_DIFFERENCES, "Différences", "Differences", "الفروق"),
	T(UI_RECONCILE_RUNNING, "En cours", "Running", "جارية"),
	T(UI_RECONCILE_DONE, "Terminé", "Done", "انتهت"),
	T(UI_RECONCILE_FAILED, "Inachevé", "Not finished", "لم تكتمل"),
	T(UI_RECONCILE_OURS, "Boutique", "Shop", "المتجر"),
	T(UI_RECONCILE_THEIRS, "Stripe", "Stripe", "Stripe"),
	T(UI_RECONCILE_MENDED, "Rattrapé", "Made good", "صُحِّح"),
	T(UI_RECONCILE_LEFT, "À voir", "To look at", "للمراجعة"),
	T(UI_DIFFERENCE_ONLY_OURS, "Inconnu de Stripe", "Unknown to Stripe",
	    "غير معروف لدى Stripe"),
	T(UI_DIFFERENCE_ONLY_THEIRS, "Inconnu de la boutique",
	    "Unknown to the shop", "غير معروف لدى المتجر"),
	T(UI_DIFFERENCE_AMOUNT, "Montant", "Amount", "المبلغ"),
	T(UI_DIFFERENCE_STATE, "État", "State", "الحالة"),
	T(UI_DIFFERENCE_CURRENCY, "Devise", "Currency", "العملة"),
	T(UI_DIFFERENCE_REFUND, "Remboursement", "Refund", "استرداد"),
};

const struct ui_part ui_part_disputes = { FIRST, END, rows };
