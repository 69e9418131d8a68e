/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "fcgi/http/server.h"

#define SAY(CODE, FR, EN, AR) \
	{ .code = (CODE), .text = { [LOCALE_FR] = (FR), [LOCALE_EN] = (EN), \
	  [LOCALE_AR] = (AR) } }

const struct message http_messages[] = {
	[HTTP_INVALID] = SAY("VALIDATION_ERROR",
	    "Données invalides",
	    "The request is not valid",
	    "بيانات غير صالحة"),
	[HTTP_UNAUTHENTICATED] = SAY("UNAUTHORIZED",
	    "Non authentifié",
	    "Not authenticated",
	    "لم يتم تسجيل الدخول"),
	[HTTP_DENIED] = SAY("FORBIDDEN",
	    "Vous n'avez pas la permission",
	    "You do not have permission",
	    "ليست لديك صلاحية"),
	[HTTP_FEATURE_OFF] = SAY("FEATURE_OFF",
	    "Cette fonction est désactivée",
	    "This feature is turned off",
	    "هذه الميزة معطّلة"),
	[HTTP_NOT_FOUND] = SAY("NOT_FOUND",
	    "Introuvable",
	    "Not found",
	    "غير موجود"),
	[HTTP_METHOD] = SAY("METHOD_NOT_ALLOWED",
	    "Méthode non autorisée",
	    "Method not allowed",
	    "الطريقة غير مسموح بها"),
	[HTTP_CONFLICT] = SAY("CONFLICT",
	    "L'état actuel ne permet pas cette opération",
	    "The present state does not allow this",
	    "الحالة الحالية لا تسمح بهذه العملية"),
	[HTTP_STALE] = SAY("PRECONDITION_FAILED",
	    "Modifié entre-temps ; rechargez puis réessayez",
	    "Changed in the meantime; reload and try again",
	    "جرى تعديله في هذه الأثناء؛ أعد التحميل ثم حاول مرة أخرى"),
	[HTTP_TOO_LARGE] = SAY("PAYLOAD_TOO_LARGE",
	    "Le contenu envoyé est trop volumineux",
	    "The content sent is too large",
	    "المحتوى المرسل كبير جدًا"),
	[HTTP_UNSUPPORTED] = SAY("UNSUPPORTED_MEDIA_TYPE",
	    "Type de contenu non pris en charge",
	    "This content type is not supported",
	    "نوع المحتوى غير مدعوم"),
	[HTTP_LIMITED] = SAY("RATE_LIMITED",
	    "Trop de requêtes ; réessayez plus tard",
	    "Too many requests; try again later",
	    "طلبات كثيرة جدًا؛ حاول لاحقًا"),
	[HTTP_BUSY] = SAY("BUSY",
	    "Service momentanément occupé ; réessayez dans un instant",
	    "Busy at the moment; try again shortly",
	    "الخدمة مشغولة حاليًا؛ أعد المحاولة بعد قليل"),
	[HTTP_UPSTREAM] = SAY("UPSTREAM_ERROR",
	    "Erreur backend",
	    "Another service failed",
	    "تعذّر الرد من خدمة أخرى"),
	[HTTP_INTERNAL] = SAY("INTERNAL_SERVER_ERROR",
	    "Une erreur inattendue s'est produite",
	    "An unexpected error occurred",
	    "حدث خطأ غير متوقع"),
	[HTTP_DAMAGED] = SAY("DATABASE_DAMAGED",
	    "La base de données est endommagée : rien n'est plus enregistré "
	    "avant sa restauration",
	    "The database is damaged: nothing more is saved until it has "
	    "been restored",
	    "قاعدة البيانات تالفة: لا يُحفظ أي شيء قبل استعادتها"),
	[HTTP_CSRF] = SAY("CSRF_INVALID",
	    "Jeton CSRF absent ou périmé ; rechargez la page",
	    "The CSRF token is missing or out of date; reload the page",
	    "رمز CSRF مفقود أو منتهي الصلاحية؛ أعد تحميل الصفحة"),
	[HTTP_ORIGIN] = SAY("ORIGIN_REFUSED",
	    "Requête refusée : elle vient d'un autre site",
	    "Refused: the request comes from another site",
	    "رُفض الطلب لأنه صادر عن موقع آخر"),
	[HTTP_BODY_BROKEN] = SAY("BODY_BROKEN",
	    "Le contenu n'est pas arrivé en entier",
	    "The content did not arrive as announced",
	    "لم يصل المحتوى كاملًا"),
	[HTTP_NAMES_TOO_MANY] = SAY("TOO_MANY",
	    "Trop de paramètres",
	    "Too many parameters",
	    "عدد المعاملات كبير جدًا"),
	[HTTP_PAGE_SIZES] = SAY("PAGE_SIZES",
	    "limit et pageSize se contredisent",
	    "limit and pageSize contradict each other",
	    "القيمتان limit و pageSize متعارضتان"),
	[HTTP_IF_MATCH] = SAY("IF_MATCH",
	    "Version attendue, par exemple \"v3\"",
	    "Must be a version such as \"v3\"",
	    "يجب أن يكون رقم نسخة مثل \"v3\""),
	[HTTP_REDIRECT] = SAY("REDIRECT",
	    "Adresse de retour refusée",
	    "This address to return to is refused",
	    "عنوان العودة مرفوض"),
	[HTTP_KEY_FORM] = SAY("IDEMPOTENCY_KEY",
	    "De 1 à 255 caractères ASCII visibles",
	    "From 1 to 255 visible ASCII characters",
	    "من 1 إلى 255 حرف ASCII مرئي"),
	[HTTP_KEY_REUSED] = SAY("IDEMPOTENCY_KEY_REUSED",
	    "Cette clé d'idempotence a servi pour une autre requête",
	    "This idempotency key was used for another request",
	    "استُخدم مفتاح عدم التكرار هذا لطلب آخر"),
	[HTTP_KEY_RUNNING] = SAY("IDEMPOTENCY_IN_PROGRESS",
	    "Une requête avec cette clé d'idempotence est en cours",
	    "A request with this idempotency key is in progress",
	    "طلب بالمفتاح نفسه قيد التنفيذ"),
	[HTTP_ONE_FILE] = SAY("VALIDATION_ERROR",
	    "Le formulaire doit contenir exactement un fichier",
	    "The form must hold exactly one file",
	    "يجب أن يحتوي النموذج على ملف واحد بالضبط"),
};
static_assert(COUNT(http_messages) == HTTP_MESSAGE__MAX,
    "a text for each message");

static const struct { int status; enum http_message message; } outcomes[] = {
	[SOUK_OK] = { 200, HTTP_INTERNAL },	/* its text is never shown */
	[SOUK_INVALID] = { 400, HTTP_INVALID },
	[SOUK_UNAUTHENTICATED] = { 401, HTTP_UNAUTHENTICATED },
	[SOUK_DENIED] = { 403, HTTP_DENIED },
	[SOUK_NOT_FOUND] = { 404, HTTP_NOT_FOUND },
	[SOUK_METHOD] = { 405, HTTP_METHOD },
	[SOUK_CONFLICT] = { 409, HTTP_CONFLICT },
	[SOUK_STALE] = { 412, HTTP_STALE },
	[SOUK_TOO_LARGE] = { 413, HTTP_TOO_LARGE },
	[SOUK_UNSUPPORTED] = { 415, HTTP_UNSUPPORTED },
	[SOUK_LIMITED] = { 429, HTTP_LIMITED },
	[SOUK_BUSY] = { 503, HTTP_BUSY },
	[SOUK_UPSTREAM] = { 502, HTTP_UPSTREAM },
	[SOUK_INTERNAL] = { 500, HTTP_INTERNAL },
};
static_assert(COUNT(outcomes) == SOUK_OUTCOME__MAX,
    "a status for each outcome");

int
outcome_status(enum outcome e)
{
	return outcomes[e].status;
}

const struct message *
http_outcome_message(enum outcome e)
{
	return &http_messages[outcomes[e].message];
}
