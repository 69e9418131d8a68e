/* SPDX-License-Identifier: ISC */
#include "lib/media/source.h"

#define MESSAGE(CODE, FR, EN, AR) { .code = (CODE), .text = { \
	[LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) } }

const struct message source_messages[SOURCE_MESSAGE__MAX] = {
	[SOURCE_REFUSED] = MESSAGE("PICTURE_ADDRESS_REFUSED",
	    "Cette adresse n’est pas une adresse publique en https",
	    "That is not a public address of https",
	    "هذا ليس عنوان https عامًا"),
	[SOURCE_UNREACHED] = MESSAGE("PICTURE_UNREACHED",
	    "Le serveur de cette image ne répond pas",
	    "The server of this picture does not answer",
	    "خادم هذه الصورة لا يجيب"),
	[SOURCE_BROKEN_OFF] = MESSAGE("PICTURE_BROKEN_OFF",
	    "Le serveur de cette image n’a pas tout envoyé",
	    "The server of this picture did not send all of it",
	    "لم يرسل خادم هذه الصورة محتواها كاملًا"),
	[SOURCE_NOT_GIVEN] = MESSAGE("PICTURE_NOT_GIVEN",
	    "Le serveur n’a pas d’image à cette adresse, ou ne la donne pas",
	    "The server has no picture there, or does not give it",
	    "لا توجد صورة في هذا العنوان، أو أن الخادم لا يعطيها"),
	[SOURCE_BUSY] = MESSAGE("PICTURE_SERVER_BUSY",
	    "Le serveur de cette image est occupé",
	    "The server of this picture is busy",
	    "خادم هذه الصورة مشغول"),
	[SOURCE_REDIRECTS] = MESSAGE("PICTURE_REDIRECTS",
	    "Cette adresse mène d’une adresse à l’autre sans fin",
	    "That address leads from one to another without end",
	    "هذا العنوان يقود من عنوان إلى آخر بلا نهاية"),
	[SOURCE_TOO_LARGE] = MESSAGE("PICTURE_TOO_LARGE",
	    "Cette image est trop lourde",
	    "This picture has too many bytes",
	    "حجم هذه الصورة كبير جدًا"),
	[SOURCE_NO_ROOM] = MESSAGE("PICTURE_NO_ROOM",
	    "Le disque de la boutique est plein",
	    "The disk of the shop is full",
	    "قرص المتجر ممتلئ"),
};
