/* SPDX-License-Identifier: ISC */
#include "lib/media/media.h"

#define SAY(CODE, FR, EN, AR) { .code = (CODE), .text = { \
	[LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) } }

/* A kind that everybody knows, but which is not taken. */
#define NOT(KIND) SAY("UNSUPPORTED_IMAGE_" KIND, \
	"Les fichiers " KIND " ne sont pas acceptés : envoyez une image " \
	"JPEG, PNG ou WebP", \
	KIND " files are not taken: send a JPEG, PNG or WebP picture", \
	"لا تُقبل ملفات " KIND ": أرسل صورة JPEG أو PNG أو WebP")

const struct message media_messages[MEDIA_MESSAGE__MAX] = {
	[MEDIA_NOT_A_PICTURE] = SAY("UNSUPPORTED_IMAGE",
	    "Ce n’est pas une image JPEG, PNG ou WebP",
	    "This is not a JPEG, PNG or WebP picture",
	    "هذه ليست صورة JPEG أو PNG أو WebP"),
	[MEDIA_NOT_GIF] = NOT("GIF"),
	[MEDIA_NOT_SVG] = NOT("SVG"),
	[MEDIA_NOT_HEIC] = NOT("HEIC"),
	[MEDIA_NOT_AVIF] = NOT("AVIF"),
	[MEDIA_NOT_BMP] = NOT("BMP"),
	[MEDIA_NOT_TIFF] = NOT("TIFF"),
	[MEDIA_NOT_PDF] = NOT("PDF"),
	[MEDIA_IS_ANIMATED] = SAY("ANIMATED_IMAGE",
	    "Les images animées ne sont pas acceptées : envoyez une image fixe",
	    "Animated pictures are not taken: send a still one",
	    "لا تُقبل الصور المتحركة: أرسل صورة ثابتة"),
	[MEDIA_EMPTY] = SAY("EMPTY_FILE",
	    "Le fichier est vide", "The file is empty", "الملف فارغ"),
	[MEDIA_OTHER_KIND] = SAY("IMAGE_NOT_WHAT_IT_SAYS",
	    "Le nom ou le type annoncé ne correspond pas au contenu du fichier",
	    "The name or the announced type is not what the file holds",
	    "اسم الملف أو نوعه المعلن لا يوافق محتواه"),
	[MEDIA_IS_BROKEN] = SAY("BROKEN_IMAGE",
	    "Cette image est abîmée ou incomplète",
	    "This picture is broken or incomplete",
	    "هذه الصورة تالفة أو غير مكتملة"),
	[MEDIA_MANY_PIXELS] = SAY("IMAGE_TOO_LARGE",
	    "Cette image est trop grande : pas plus de {0} mégapixels, et pas "
	    "beaucoup plus haute que large",
	    "This picture is too large: no more than {0} megapixels, and not "
	    "much taller than wide",
	    "هذه الصورة كبيرة جدًا: لا أكثر من {0} ميغابكسل، وألا يزيد "
	    "ارتفاعها كثيرًا على عرضها"),
	[MEDIA_MANY_BYTES] = SAY("FILE_TOO_LARGE",
	    "Ce fichier est trop lourd : pas plus de {0} Mo",
	    "This file is too large: no more than {0} MB",
	    "هذا الملف كبير جدًا: لا أكثر من {0} ميغابايت"),
	[MEDIA_FULL] = SAY("PICTURES_FULL",
	    "Vos images prennent déjà {0} Mo, pas plus n’est possible",
	    "Your pictures take {0} MB already, which is all there is",
	    "صورك تشغل بالفعل {0} ميغابايت، وهذا هو الحد الأقصى"),
	[MEDIA_IN_USE] = SAY("IMAGE_IN_USE",
	    "Cette image est encore utilisée",
	    "This picture is still used",
	    "هذه الصورة ما زالت مستخدمة"),
	[MEDIA_FOREIGN] = SAY("FORBIDDEN",
	    "Vous n'avez pas la permission",
	    "You do not have permission",
	    "ليست لديك صلاحية"),
	[MEDIA_NOT_STORED] = SAY("PICTURE_NOT_STORED",
	    "L’image n’est pas arrivée dans l’autre lieu",
	    "The picture did not arrive in the other place",
	    "لم تصل الصورة إلى المكان الآخر"),
	[MEDIA_ASLEEP] = SAY("BUSY",
	    "Les images ne peuvent pas être préparées pour l’instant ; "
	    "réessayez dans un moment",
	    "Pictures cannot be prepared at the moment; try again shortly",
	    "لا يمكن تجهيز الصور حاليًا؛ أعد المحاولة بعد قليل"),
};
