/* SPDX-License-Identifier: ISC */
#include "lib/catalog/demo_data.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

#define LITRES(COMMA, POINT) \
	DEMO_TEXT(COMMA " l", POINT " l", POINT " ل")

/* ---- pottery, tea and spices ------------------------------------------- */

const struct demo_product demo_table[] = {
	{ .category = DEMO_POTTERY, .picture = "tagine",
	  .name = DEMO_TEXT("Tajine de Safi", "Safi tagine", "طاجين آسفي"),
	  .about = DEMO_TEXT(
	      "Terre cuite vernissée, sans plomb, pour le feu doux et le "
	      "four. À tremper une nuit avant la première cuisson.",
	      "Glazed earthenware without lead, for a low flame and the "
	      "oven. Soak it overnight before its first use.",
	      "طين مزجّج خالٍ من الرصاص، للنار الهادئة والفرن. يُنقع ليلة قبل "
	      "أول استعمال."),
	  .price = 3900, .featured = true, .option = DEMO_DIAMETER,
	  .variations = {
	      { DEMO_SAME("26 cm"), "TAJ-026", 0, 20 },
	      { DEMO_SAME("30 cm"), "TAJ-030", 4900, 16 } } },
	{ .category = DEMO_POTTERY, .picture = "bowl",
	  .name = DEMO_TEXT("Saladier bleu de Fès", "Fez blue bowl",
	      "زبدية بالأزرق الفاسي"),
	  .about = DEMO_TEXT(
	      "Faïence peinte au pinceau en bleu de cobalt, motif de vagues. "
	      "28 cm de diamètre, passe au lave-vaisselle.",
	      "Faience painted in cobalt blue with a brush, in waves. 28 cm "
	      "across, safe in the dishwasher.",
	      "خزف مرسوم بالفرشاة بالأزرق الكوبالتي وبنقش الأمواج. قطره 28 سم "
	      "ويُغسل في غسالة الصحون."),
	  .price = 4200, .is_new = true,
	  .variations = { { DEMO_SAME(""), "SAL-028", 0, 13 } } },
	{ .category = DEMO_POTTERY, .picture = "plates",
	  .name = DEMO_TEXT("Assiettes peintes à la main",
	      "Hand-painted plates", "أطباق مرسومة يدويًا"),
	  .about = DEMO_TEXT(
	      "Lot de six assiettes plates de 27 cm, chacune signée par le "
	      "peintre. Le motif varie un peu d'une pièce à l'autre.",
	      "Six dinner plates of 27 cm, each signed by its painter. The "
	      "pattern differs a little from one to the next.",
	      "ستة أطباق مسطحة قطرها 27 سم، يحمل كل منها توقيع الرسّام. يختلف "
	      "النقش قليلًا من طبق إلى آخر."),
	  .price = 7800,
	  .variations = { { DEMO_SAME(""), "ASS-006", 0, 9 } } },
	{ .category = DEMO_POTTERY, .picture = "vase",
	  .name = DEMO_TEXT("Vase en terre cuite", "Terracotta vase",
	      "مزهرية من الطين"),
	  .about = DEMO_TEXT(
	      "Tourné au pied, décoré d'engobe blanc, étanche à l'intérieur. "
	      "Pour un bouquet ou quelques rameaux d'olivier.",
	      "Thrown on a kick wheel, with white slip, watertight inside. "
	      "For a bunch of flowers or a few olive twigs.",
	      "مشكّلة على دولاب القدم ومزينة بالطين الأبيض، مانعة للتسرب من "
	      "الداخل. لباقة زهور أو بضعة أغصان زيتون."),
	  .price = 2900, .option = DEMO_SIZE,
	  .variations = {
	      { DEMO_SAME("22 cm"), "VAS-022", 0, 17 },
	      { DEMO_SAME("35 cm"), "VAS-035", 4600, 6 } } },
	{ .category = DEMO_POTTERY, .picture = "bowls",
	  .name = DEMO_TEXT("Bols à harira", "Harira bowls",
	      "زبديات الحريرة"),
	  .about = DEMO_TEXT(
	      "Quatre bols de quatre couleurs, faits pour la soupe du "
	      "ramadan et bons pour le café du matin. 13 cm.",
	      "Four bowls in four colours, made for the soup of Ramadan and "
	      "good for morning coffee. 13 cm.",
	      "أربع زبديات بأربعة ألوان، لحريرة رمضان ولقهوة الصباح أيضًا. "
	      "13 سم."),
	  .price = 2400,
	  .variations = { { DEMO_SAME(""), "BOL-004", 0, 30 } } },
	{ .category = DEMO_POTTERY, .picture = "jar",
	  .name = DEMO_TEXT("Jarre à huile d'olive", "Olive oil jar",
	      "جرة زيت الزيتون"),
	  .about = DEMO_TEXT(
	      "Émail vert de Tamegroute, bouchon de liège. Garde l'huile à "
	      "l'abri de la lumière.",
	      "Green glaze from Tamegroute and a cork stopper. Keeps oil "
	      "away from the light.",
	      "طلاء أخضر من تامكروت وسدادة من الفلين. تحفظ الزيت بعيدًا عن "
	      "الضوء."),
	  .price = 3100, .option = DEMO_CAPACITY,
	  .variations = {
	      { LITRES("0,5", "0.5"), "JAR-050", 0, 12 },
	      { LITRES("1", "1"), "JAR-100", 4400, 8 } } },

	{ .category = DEMO_TEA, .picture = "teapot",
	  .name = DEMO_TEXT("Théière ciselée", "Engraved teapot",
	      "براد منقوش"),
	  .about = DEMO_TEXT(
	      "Maillechort argenté, long bec pour verser de haut, filtre "
	      "intégré. Convient au gaz.",
	      "Silvered alpaca, a long spout to pour from high up, and a "
	      "strainer inside. Stands on a gas flame.",
	      "معدن مفضض بمنقار طويل للصب من علٍ ومصفاة مدمجة. صالح للاستعمال "
	      "على الغاز."),
	  .price = 3600, .featured = true, .option = DEMO_CAPACITY,
	  .variations = {
	      { LITRES("0,6", "0.6"), "THE-060", 0, 22 },
	      { LITRES("1", "1"), "THE-100", 4500, 18 },
	      { LITRES("1,5", "1.5"), "THE-150", 5900, 7 } } },
	{ .category = DEMO_TEA, .picture = "tea-glasses",
	  .name = DEMO_TEXT("Verres à thé", "Tea glasses", "كؤوس الشاي"),
	  .about = DEMO_TEXT(
	      "Six verres colorés à bande dorée, pour le thé, les bougies "
	      "ou un dessert.",
	      "Six coloured glasses with a golden band, for tea, candles or "
	      "a dessert.",
	      "ستة كؤوس ملونة بشريط ذهبي، للشاي أو الشموع أو التحلية."),
	  .price = 2190, .is_new = true,
	  .variations = { { DEMO_SAME(""), "VER-006", 0, 35 } } },
	{ .category = DEMO_TEA, .picture = "tray",
	  .name = DEMO_TEXT("Plateau gravé", "Engraved tray",
	      "صينية منقوشة"),
	  .about = DEMO_TEXT(
	      "Laiton gravé au burin d'une rosace à douze branches. Sur un "
	      "pied pliant, il devient une table basse.",
	      "Brass engraved with a twelve-point rosette. On a folding "
	      "stand it becomes a low table.",
	      "نحاس منقوش بوردة من اثني عشر فرعًا. تصبح على حامل قابل للطي "
	      "طاولة منخفضة."),
	  .price = 4800, .option = DEMO_DIAMETER,
	  .variations = {
	      { DEMO_SAME("30 cm"), "PLT-030", 0, 10 },
	      { DEMO_SAME("40 cm"), "PLT-040", 6900, 5 } } },
	{ .category = DEMO_TEA, .picture = "mint-tea",
	  .name = DEMO_TEXT("Thé vert à la menthe", "Green tea with mint",
	      "شاي أخضر بالنعناع"),
	  .about = DEMO_TEXT(
	      "Gunpowder et menthe nanah séchée à l'ombre. Une cuillère à "
	      "soupe par théière, deux minutes d'infusion.",
	      "Gunpowder and nanah mint dried in the shade. A tablespoon a "
	      "pot, two minutes to draw.",
	      "شاي أخضر من نوع البارود ونعناع مجفف في الظل. ملعقة كبيرة لكل "
	      "براد ودقيقتان من النقع."),
	  .price = 690, .option = DEMO_WEIGHT,
	  .variations = {
	      { DEMO_SAME("100 g"), "MEN-100", 0, 80 },
	      { DEMO_SAME("250 g"), "MEN-250", 1490, 45 } } },
	{ .category = DEMO_TEA, .picture = "spices",
	  .name = DEMO_TEXT("Coffret d'épices", "Spice box",
	      "علبة التوابل"),
	  .about = DEMO_TEXT(
	      "Ras el hanout, cumin, paprika doux et curcuma, dans un coffret "
	      "de noyer à quatre cases.",
	      "Ras el hanout, cumin, sweet paprika and turmeric in a walnut "
	      "box of four compartments.",
	      "رأس الحانوت وكمون وفلفل أحمر حلو وكركم في علبة من خشب الجوز "
	      "بأربع خانات."),
	  .price = 2750, .featured = true,
	  .variations = { { DEMO_SAME(""), "EPI-004", 0, 24 } } },
	{ .category = DEMO_TEA, .picture = "sugar-box",
	  .name = DEMO_TEXT("Sucrier en laiton", "Brass sugar box",
	      "علبة سكر نحاسية"),
	  .about = DEMO_TEXT(
	      "Pour le pain de sucre cassé en morceaux, comme le veut la "
	      "tradition. Couvercle ajusté, 16 cm de haut.",
	      "For the sugar loaf broken into lumps, as tradition has it. "
	      "A close-fitting lid, 16 cm high.",
	      "لقالب السكر المكسر إلى قطع كما تقتضي العادة. غطاء محكم، "
	      "ارتفاعها 16 سم."),
	  .price = 2600,
	  .variations = { { DEMO_SAME(""), "SUC-016", 0, 0 } } },
};
const size_t demo_table_count = COUNT(demo_table);
