/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/catalog/demo_data.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

const struct demo_category_row demo_categories[] = {
	[DEMO_HOME] = {
		.parent = DEMO_HOME, .icon = "home",
		.name = DEMO_TEXT("Maison", "Home", "المنزل"),
		.about = DEMO_TEXT(
		    "De quoi rendre chaque pièce chaleureuse.",
		    "To make every room a warm one.",
		    "كل ما يضفي الدفء على غرف بيتك.") },
	[DEMO_TEXTILES] = {
		.parent = DEMO_HOME, .icon = "rug",
		.name = DEMO_TEXT("Textiles", "Textiles", "المنسوجات"),
		.about = DEMO_TEXT(
		    "Tapis, coussins et linge tissés à la main.",
		    "Rugs, cushions and linen, woven by hand.",
		    "زرابي ووسائد ومفارش منسوجة يدويًا.") },
	[DEMO_LIGHTING] = {
		.parent = DEMO_HOME, .icon = "lamp",
		.name = DEMO_TEXT("Luminaires", "Lighting", "الإضاءة"),
		.about = DEMO_TEXT(
		    "Lanternes, lampes et bougies à la lumière douce.",
		    "Lanterns, lamps and candles with a soft light.",
		    "فوانيس ومصابيح وشموع بضوء هادئ.") },
	[DEMO_TABLE] = {
		.parent = DEMO_TABLE, .icon = "table",
		.name = DEMO_TEXT("Cuisine et table", "Kitchen and table",
		    "المطبخ والمائدة"),
		.about = DEMO_TEXT(
		    "Pour cuisiner, servir et recevoir.",
		    "To cook, to serve and to have guests.",
		    "للطبخ والتقديم واستقبال الضيوف.") },
	[DEMO_POTTERY] = {
		.parent = DEMO_TABLE, .icon = "bowl",
		.name = DEMO_TEXT("Poterie et céramique",
		    "Pottery and ceramics", "الفخار والخزف"),
		.about = DEMO_TEXT(
		    "Tournée à Safi, peinte à Fès.",
		    "Thrown in Safi, painted in Fez.",
		    "يُصنع في آسفي ويُرسم في فاس.") },
	[DEMO_TEA] = {
		.parent = DEMO_TABLE, .icon = "tea",
		.name = DEMO_TEXT("Thé et épices", "Tea and spices",
		    "الشاي والتوابل"),
		.about = DEMO_TEXT(
		    "Tout pour le thé à la menthe, et ce qui parfume les "
		    "plats.",
		    "All that mint tea takes, and what makes dishes "
		    "fragrant.",
		    "كل ما يلزم لإعداد الشاي بالنعناع وما يعطّر الأطباق.") },
};
static_assert(COUNT(demo_categories) == DEMO_CATEGORY__MAX,
    "a row for each category");

const struct demo_text demo_options[] = {
	[DEMO_ONE] = DEMO_SAME(""),
	[DEMO_SIZE] = DEMO_TEXT("Taille", "Size", "المقاس"),
	[DEMO_COLOUR] = DEMO_TEXT("Couleur", "Colour", "اللون"),
	[DEMO_DIAMETER] = DEMO_TEXT("Diamètre", "Diameter", "القطر"),
	[DEMO_CAPACITY] = DEMO_TEXT("Contenance", "Capacity", "السعة"),
	[DEMO_WEIGHT] = DEMO_TEXT("Poids", "Weight", "الوزن"),
	[DEMO_SET] = DEMO_TEXT("Lot", "Set", "المجموعة"),
};
static_assert(COUNT(demo_options) == DEMO_OPTION__MAX,
    "a name for each option");

/* ---- textiles and lighting --------------------------------------------- */

#define OCHRE		DEMO_TEXT("Ocre", "Ochre", "أصفر ترابي")
#define TERRACOTTA	DEMO_TEXT("Terracotta", "Terracotta", "طيني")
#define BLUE		DEMO_TEXT("Bleu nuit", "Midnight blue", "أزرق ليلي")
#define GREEN		DEMO_TEXT("Vert olive", "Olive green", "أخضر زيتوني")
#define WHITE		DEMO_TEXT("Écru", "Off-white", "أبيض عاجي")
#define BROWN		DEMO_TEXT("Fauve", "Tan", "بني فاتح")

const struct demo_product demo_home[] = {
	{ .category = DEMO_TEXTILES, .picture = "rug",
	  .name = DEMO_TEXT("Tapis berbère Beni Ouarain",
	      "Beni Ourain Berber rug", "زربية بني وراين"),
	  .about = DEMO_TEXT(
	      "Tapis en pure laine, noué à la main dans le Moyen Atlas. Les "
	      "losanges bruns sur fond écru sont tissés de mémoire : aucun "
	      "ne ressemble tout à fait à un autre.",
	      "A pure wool rug, knotted by hand in the Middle Atlas. Its "
	      "brown diamonds on an off-white ground are woven from memory: "
	      "no two rugs are quite the same.",
	      "زربية من الصوف الخالص معقودة يدويًا في الأطلس المتوسط. تُنسج "
	      "معيناتها البنية على أرضية عاجية من الذاكرة، فلا تتشابه "
	      "زربيتان تمامًا."),
	  .price = 28900, .featured = true, .option = DEMO_SIZE,
	  .variations = {
	      { DEMO_SAME("120 × 180 cm"), "TAP-120", 0, 6 },
	      { DEMO_SAME("160 × 230 cm"), "TAP-160", 44900, 4 },
	      { DEMO_SAME("200 × 300 cm"), "TAP-200", 69000, 2 } } },
	{ .category = DEMO_TEXTILES, .picture = "cushion",
	  .name = DEMO_TEXT("Coussin en sabra", "Sabra silk cushion",
	      "وسادة من حرير الصبار"),
	  .about = DEMO_TEXT(
	      "Housse tissée en sabra, la soie végétale de l'agave, aux "
	      "reflets changeants. Fermeture à glissière, 45 × 45 cm, garnie.",
	      "A cover woven from sabra, the vegetable silk of the agave, "
	      "with a changing sheen. Zip fastening, 45 × 45 cm, filled.",
	      "غطاء منسوج من الصبرة، وهي الحرير النباتي المستخرج من نبات "
	      "الأغاف، بلمعان متغير. سحّاب، 45 × 45 سم، مع الحشوة."),
	  .price = 3490, .option = DEMO_COLOUR,
	  .variations = {
	      { OCHRE, "COU-OCR", 0, 18 },
	      { TERRACOTTA, "COU-TER", 0, 12 },
	      { BLUE, "COU-BLE", 0, 0 } } },
	{ .category = DEMO_TEXTILES, .picture = "throw",
	  .name = DEMO_TEXT("Plaid en laine de l'Atlas", "Atlas wool throw",
	      "بطانية من صوف الأطلس"),
	  .about = DEMO_TEXT(
	      "Épais et doux, rayé de garance et d'ocre, bordé de franges. "
	      "130 × 190 cm, pour les soirées fraîches.",
	      "Thick and soft, striped in madder and ochre, with a fringe. "
	      "130 × 190 cm, for cool evenings.",
	      "سميكة وناعمة، مقلمة بالأحمر والأصفر الترابي ومزينة بالأهداب. "
	      "130 × 190 سم، للأمسيات الباردة."),
	  .price = 7900,
	  .variations = { { DEMO_SAME(""), "PLA-001", 0, 15 } } },
	{ .category = DEMO_TEXTILES, .picture = "tablecloth",
	  .name = DEMO_TEXT("Nappe brodée de Fès",
	      "Embroidered Fez tablecloth", "مفرش مائدة بالطرز الفاسي"),
	  .about = DEMO_TEXT(
	      "Coton épais brodé au point de Fès, identique à l'endroit et à "
	      "l'envers. Lavable à 40 °C.",
	      "Heavy cotton in Fez stitch, the same on both sides. Washes at "
	      "40 °C.",
	      "قطن سميك مطرز بالغرزة الفاسية، متطابق الوجهين. يُغسل في 40 "
	      "درجة مئوية."),
	  .price = 8900, .is_new = true, .option = DEMO_SIZE,
	  .variations = {
	      { DEMO_SAME("150 × 150 cm"), "NAP-150", 0, 9 },
	      { DEMO_SAME("150 × 250 cm"), "NAP-250", 12900, 5 } } },
	{ .category = DEMO_TEXTILES, .picture = "towel",
	  .name = DEMO_TEXT("Fouta de hammam", "Hammam towel",
	      "فوطة الحمام"),
	  .about = DEMO_TEXT(
	      "Coton léger tissé à plat, 100 × 200 cm : absorbe bien, sèche "
	      "vite et se plie en rien. Pour le bain comme pour la plage.",
	      "Light flat-woven cotton, 100 × 200 cm: absorbs well, dries "
	      "fast and folds to nothing. For the bath or the beach.",
	      "قطن خفيف منسوج، 100 × 200 سم: تمتص الماء جيدًا وتجف بسرعة ولا "
	      "تشغل مكانًا. للحمام أو للشاطئ."),
	  .price = 1990, .option = DEMO_COLOUR,
	  .variations = {
	      { BLUE, "FOU-BLE", 0, 40 },
	      { GREEN, "FOU-VER", 0, 33 },
	      { WHITE, "FOU-ECR", 0, 28 } } },
	{ .category = DEMO_TEXTILES, .picture = "pouffe",
	  .name = DEMO_TEXT("Pouf en cuir cousu main",
	      "Hand-stitched leather pouffe", "بوف جلدي مخيط يدويًا"),
	  .about = DEMO_TEXT(
	      "Cuir de chèvre tanné à Marrakech, surpiqué de coton. 50 cm de "
	      "diamètre, livré non garni.",
	      "Goatskin tanned in Marrakech, stitched in cotton. 50 cm "
	      "across, sent without filling.",
	      "جلد ماعز مدبوغ في مراكش ومطرز بخيوط القطن. قطره 50 سم، ويُسلّم "
	      "من دون حشوة."),
	  .price = 6900, .featured = true, .option = DEMO_COLOUR,
	  .variations = {
	      { BROWN, "POU-FAU", 0, 11 },
	      { WHITE, "POU-ECR", 7500, 7 } } },

	{ .category = DEMO_LIGHTING, .picture = "lantern",
	  .name = DEMO_TEXT("Lanterne en laiton ciselé",
	      "Pierced brass lantern", "فانوس من النحاس المنقوش"),
	  .about = DEMO_TEXT(
	      "Percée à la main, elle projette une dentelle de lumière sur "
	      "les murs. À suspendre ou à poser, pour bougie ou ampoule E14.",
	      "Pierced by hand, it casts a lace of light on the walls. To "
	      "hang or to stand, for a candle or an E14 bulb.",
	      "مثقوب يدويًا، ينثر على الجدران نقوشًا من الضوء. يُعلّق أو يوضع، "
	      "لشمعة أو مصباح E14."),
	  .price = 5900, .featured = true, .option = DEMO_SIZE,
	  .variations = {
	      { DEMO_SAME("25 cm"), "LAN-025", 0, 14 },
	      { DEMO_SAME("40 cm"), "LAN-040", 9800, 8 } } },
	{ .category = DEMO_LIGHTING, .picture = "pendant",
	  .name = DEMO_TEXT("Suspension en raphia", "Raffia pendant lamp",
	      "ثريا من الرافيا"),
	  .about = DEMO_TEXT(
	      "Raphia naturel tressé sur une armature de métal ; la lumière "
	      "passe entre les brins. Douille E27, câble d'un mètre.",
	      "Natural raffia plaited on a metal frame; the light comes "
	      "through between the strands. E27 socket, one metre of cable.",
	      "رافيا طبيعية مضفورة على هيكل معدني يتسلل الضوء بين خيوطها. "
	      "قاعدة E27 وسلك بطول متر."),
	  .price = 7400, .is_new = true, .option = DEMO_DIAMETER,
	  .variations = {
	      { DEMO_SAME("40 cm"), "SUS-040", 0, 10 },
	      { DEMO_SAME("60 cm"), "SUS-060", 11900, 3 } } },
	{ .category = DEMO_LIGHTING, .picture = "sconce",
	  .name = DEMO_TEXT("Applique en fer forgé",
	      "Wrought-iron wall light", "مصباح جداري من الحديد المطاوع"),
	  .about = DEMO_TEXT(
	      "Deux bras forgés à la main, patinés à la cire. Hauteur 42 cm, "
	      "deux bougies ou ampoules flamme E14.",
	      "Two arms forged by hand and finished in wax. 42 cm high, for "
	      "two candles or E14 candle bulbs.",
	      "ذراعان مصنوعتان يدويًا ومصقولتان بالشمع. الارتفاع 42 سم، "
	      "لشمعتين أو مصباحي E14."),
	  .price = 8600,
	  .variations = { { DEMO_SAME(""), "APP-001", 0, 6 } } },
	{ .category = DEMO_LIGHTING, .picture = "lamp",
	  .name = DEMO_TEXT("Lampe en tadelakt", "Tadelakt table lamp",
	      "مصباح طاولة من التادلاكت"),
	  .about = DEMO_TEXT(
	      "Pied en terre enduit de tadelakt poli au galet et au savon "
	      "noir, abat-jour en lin. Hauteur 48 cm.",
	      "An earthen foot in tadelakt, polished with pebble and black "
	      "soap, under a linen shade. 48 cm high.",
	      "قاعدة طينية مكسوة بالتادلاكت المصقول بالحصى والصابون البلدي، مع "
	      "غطاء من الكتان. الارتفاع 48 سم."),
	  .price = 9400, .option = DEMO_COLOUR,
	  .variations = {
	      { GREEN, "LAM-VER", 0, 5 },
	      { TERRACOTTA, "LAM-TER", 0, 4 } } },
	{ .category = DEMO_LIGHTING, .picture = "glass-holder",
	  .name = DEMO_TEXT("Photophores en verre soufflé",
	      "Blown-glass candle holders",
	      "حوامل شموع من الزجاج المنفوخ"),
	  .about = DEMO_TEXT(
	      "Verre recyclé soufflé à la bouche, plein de bulles. Chaque "
	      "pièce a sa nuance.",
	      "Recycled glass blown by mouth and full of bubbles. Each piece "
	      "has a shade of its own.",
	      "زجاج معاد تدويره ومنفوخ بالفم، مليء بالفقاعات. لكل قطعة درجة "
	      "لون خاصة بها."),
	  .price = 1890, .option = DEMO_SET,
	  .variations = {
	      { DEMO_SAME("2"), "PHO-002", 0, 25 },
	      { DEMO_SAME("4"), "PHO-004", 3400, 12 } } },
	{ .category = DEMO_LIGHTING, .picture = "candle",
	  .name = DEMO_TEXT("Bougie à la fleur d'oranger",
	      "Orange-blossom candle", "شمعة بزهر البرتقال"),
	  .about = DEMO_TEXT(
	      "Cire végétale, mèche de coton, parfum de fleur d'oranger. "
	      "Brûle environ quarante heures.",
	      "Vegetable wax, a cotton wick and the scent of orange blossom. "
	      "Burns for about forty hours.",
	      "شمع نباتي وفتيل قطني بعطر زهر البرتقال. تدوم نحو أربعين "
	      "ساعة."),
	  .price = 1650,
	  .variations = { { DEMO_SAME(""), "BOU-001", 0, 60 } } },
};
const size_t demo_home_count = COUNT(demo_home);
