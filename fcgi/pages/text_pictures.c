/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What is said by pictures. */
enum { FIRST = UI_PICTURES, END = UI_DISPUTES };

static const ui_row rows[END - FIRST] = {
	[UI_PICTURES - FIRST] = { "Images", "Pictures", "الصور" },
	[UI_PICTURES_ADD - FIRST] = { "Ajouter des photos", "Add photos",
		"إضافة صور" },
	[UI_PICTURES_CAMERA - FIRST] = { "Prendre une photo", "Take a photo",
		"التقاط صورة" },
	[UI_PICTURES_DROP - FIRST] = {
		"Ou déposez-les ici, ou collez-les. JPEG, PNG ou WebP.",
		"Or drop them here, or paste them. JPEG, PNG or WebP.",
		"أو أفلتها هنا، أو الصقها. JPEG أو PNG أو WebP." },
	[UI_PICTURE_ALT - FIRST] = { "Ce que l’on voit",
		"What is to be seen", "ما يظهر في الصورة" },
	[UI_PICTURE_EARLIER - FIRST] = { "Avancer", "Move forward",
		"تقديم" },
	[UI_PICTURE_LATER - FIRST] = { "Reculer", "Move back", "تأخير" },
	[UI_PICTURE_PRIMARY - FIRST] = { "Image principale", "Main picture",
		"الصورة الرئيسية" },
	[UI_PICTURE_REMOVE - FIRST] = { "Retirer", "Remove", "إزالة" },
	[UI_PICTURE_RETRY - FIRST] = { "Réessayer", "Try again",
		"إعادة المحاولة" },
	[UI_PICTURE_WAITING - FIRST] = {
		"Cette image vient d’un autre site. Elle sera montrée dès "
		    "qu’elle sera ici.",
		"This picture is on another site. It is shown once it is "
		    "here.",
		"هذه الصورة في موقع آخر. ستُعرض حالما تصل إلى هنا." },
	[UI_PICTURES_NONE - FIRST] = { "Aucune image", "No pictures",
		"لا توجد صور" },
	[UI_PICTURES_BIN - FIRST] = { "Corbeille", "Bin", "سلة المهملات" },
	[UI_PICTURES_BIN_TEXT - FIRST] = {
		"Ce qui est ici disparaît pour de bon après un temps.",
		"What is in here goes for good after some time.",
		"ما هنا يزول نهائيًا بعد مدة." },
	[UI_PICTURE_RESTORE - FIRST] = { "Remettre", "Bring back",
		"استعادة" },
	[UI_PICTURE_BIN - FIRST] = { "Mettre à la corbeille",
		"Put into the bin", "نقل إلى سلة المهملات" },
	[UI_PICTURE_SENT - FIRST] = { "Envoyé", "Sent", "أُرسلت" },
	[UI_PICTURE_CHOOSE - FIRST] = { "Choisir une photo",
		"Choose a photo", "اختيار صورة" },
	[UI_PICTURE_NOT_ONE - FIRST] = { "Ce n’est pas une image.",
		"This is not a picture.", "هذه ليست صورة." },
};

const struct ui_part ui_part_pictures = { FIRST, END, rows };
