/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What is said by promotions, shipping and taxes. */
enum { FIRST = UI_PROMOTIONS, END = UI_SYNONYMS };

static const ui_row rows[END - FIRST] = {
	[UI_PROMOTIONS - FIRST] = { "Promotions", "Promotions", "العروض" },
	[UI_PROMOTIONS_TEXT - FIRST] = {
		"Des remises qui s’appliquent d’elles-mêmes, ou par un code.",
		"Discounts that apply by themselves, or by a code.",
		"خصومات تُطبَّق تلقائيًا أو برمز." },
	[UI_PROMOTION_NEW - FIRST] = { "Nouvelle promotion", "New promotion",
		"عرض جديد" },
	[UI_PROMOTION_CODE - FIRST] = { "Code (vide : automatique)",
		"Code (empty: automatic)", "الرمز (فارغ: تلقائي)" },
	[UI_PROMOTION_KIND - FIRST] = { "Type de remise", "Kind of discount",
		"نوع الخصم" },
	[UI_PROMOTION_PERCENT - FIRST] = { "Pourcentage", "Percentage",
		"نسبة مئوية" },
	[UI_PROMOTION_AMOUNT - FIRST] = { "Montant", "Amount", "مبلغ" },
	[UI_PROMOTION_FREE_SHIPPING - FIRST] = { "Livraison offerte",
		"Free shipping", "شحن مجاني" },
	[UI_PROMOTION_BUY_GET - FIRST] = { "Pièces offertes", "Free pieces",
		"قطع مجانية" },
	[UI_PROMOTION_RATE - FIRST] = { "Remise en %", "Discount in %",
		"الخصم بالنسبة المئوية" },
	[UI_PROMOTION_OFF - FIRST] = { "Montant de la remise",
		"Amount of the discount", "مبلغ الخصم" },
	[UI_PROMOTION_BUY - FIRST] = { "Pour tant de pièces payées",
		"For so many pieces paid", "مقابل عدد القطع المدفوعة" },
	[UI_PROMOTION_GET - FIRST] = { "tant sont offertes",
		"so many are free", "عدد القطع المجانية" },
	[UI_PROMOTION_MINIMUM - FIRST] = { "Minimum d’achat",
		"Least amount", "الحد الأدنى للشراء" },
	[UI_PROMOTION_SCOPE - FIRST] = { "S’applique à", "Applies to",
		"يُطبَّق على" },
	[UI_PROMOTION_ALL - FIRST] = { "Tous les produits", "All products",
		"كل المنتجات" },
	[UI_PROMOTION_FIND - FIRST] = { "Chercher ce qui est concerné",
		"Find what it is about", "ابحث عمّا يشمله العرض" },
	[UI_PROMOTION_STACKS - FIRST] = { "Cumulable avec d’autres promotions",
		"Goes with other promotions", "يمكن جمعه مع عروض أخرى" },
	[UI_PROMOTION_LIMIT - FIRST] = { "Utilisations en tout",
		"Uses in all", "مرات الاستخدام إجمالًا" },
	[UI_PROMOTION_CUSTOMER_LIMIT - FIRST] = { "Utilisations par client",
		"Uses by each customer", "مرات الاستخدام لكل عميل" },
	[UI_PROMOTION_USED - FIRST] = { "Utilisations", "Uses",
		"مرات الاستخدام" },
	[UI_PROMOTION_ACTIVE - FIRST] = { "Cette promotion est active",
		"This promotion is active", "هذا العرض مفعّل" },
	[UI_SHIPPING - FIRST] = { "Livraison", "Shipping", "الشحن" },
	[UI_SHIPPING_TEXT - FIRST] = {
		"Comment une commande arrive chez l’acheteur, et à quel prix.",
		"How an order reaches its buyer, and at what price.",
		"كيف يصل الطلب إلى المشتري، وبأي سعر." },
	[UI_SHIPPING_WAYS - FIRST] = { "Modes de livraison",
		"Shipping methods", "طرق الشحن" },
	[UI_SHIPPING_NEW - FIRST] = { "Nouveau mode", "New method",
		"طريقة جديدة" },
	[UI_SHIPPING_KIND - FIRST] = { "Type", "Kind", "النوع" },
	[UI_SHIPPING_CARRIER - FIRST] = { "Transporteur", "Carrier",
		"شركة شحن" },
	[UI_SHIPPING_COURIER - FIRST] = { "Coursier de la boutique",
		"The shop’s courier", "مندوب المتجر" },
	[UI_SHIPPING_PICKUP - FIRST] = { "Retrait", "Pickup", "استلام" },
	[UI_SHIPPING_ZONE - FIRST] = { "Zone", "Zone", "المنطقة" },
	[UI_SHIPPING_PLACE - FIRST] = { "Lieu de retrait", "Pickup place",
		"مكان الاستلام" },
	[UI_SHIPPING_DESCRIPTION - FIRST] = { "Description pour l’acheteur",
		"Description for the buyer", "وصف للمشتري" },
	[UI_SHIPPING_DAYS_MIN - FIRST] = { "Jours, au moins",
		"Days, at least", "الأيام، على الأقل" },
	[UI_SHIPPING_DAYS_MAX - FIRST] = { "Jours, au plus", "Days, at most",
		"الأيام، على الأكثر" },
	[UI_SHIPPING_POSITION - FIRST] = { "Position", "Position",
		"الترتيب" },
	[UI_SHIPPING_ACTIVE - FIRST] = { "Ce mode est proposé",
		"This method is offered", "هذه الطريقة معروضة" },
	[UI_SHIPPING_RATES - FIRST] = { "Tarifs", "Rates", "الأسعار" },
	[UI_SHIPPING_RATES_HINT - FIRST] = {
		"Parmi les lignes dont le panier atteint les seuils, la plus "
		    "exigeante fixe le prix.",
		"Of the rows whose thresholds a cart reaches, the most "
		    "demanding one is the price.",
		"من بين الصفوف التي تبلغ السلة حدودها، أعلاها حدًّا هو السعر." },
	[UI_SHIPPING_AMOUNT - FIRST] = { "Prix", "Price", "السعر" },
	[UI_SHIPPING_FROM_AMOUNT - FIRST] = { "Dès ce montant",
		"From this amount", "ابتداءً من مبلغ" },
	[UI_SHIPPING_FROM_WEIGHT - FIRST] = { "Dès ce poids (g)",
		"From this weight (g)", "ابتداءً من وزن (غ)" },
	[UI_SHIPPING_ROW - FIRST] = { "Ajouter une ligne", "Add a row",
		"إضافة صف" },
	[UI_ZONES - FIRST] = { "Zones et taxes", "Zones and taxes",
		"المناطق والضرائب" },
	[UI_ZONES_TEXT - FIRST] = {
		"Les taxes dues selon l’adresse de livraison. Sans zone pour "
		    "une adresse : aucune taxe, et rien n’y est livré.",
		"The taxes that are owed, by the address of delivery. An "
		    "address without a zone: no taxes, and nothing is sent "
		    "there.",
		"الضرائب المستحقة بحسب عنوان التسليم. العنوان الذي لا منطقة له: "
		    "لا ضرائب ولا شحن إليه." },
	[UI_ZONE_NEW - FIRST] = { "Nouvelle zone", "New zone",
		"منطقة جديدة" },
	[UI_ZONE_AREAS - FIRST] = { "Territoires", "Areas", "النطاقات" },
	[UI_ZONE_AREAS_HINT - FIRST] = {
		"Un par ligne : FR, ou FR/région, ou FR//20 pour les codes "
		    "postaux qui commencent par 20 ; * pour partout.",
		"One a line: FR, or FR/region, or FR//20 for postcodes that "
		    "begin with 20; * for everywhere.",
		"واحد في كل سطر: FR أو FR/إقليم أو FR//20 للرموز البريدية التي "
		    "تبدأ بـ 20؛ * لكل مكان." },
	[UI_ZONE_REVERSE - FIRST] = {
		"Autoliquidation : une entreprise d’un autre pays, avec numéro "
		    "de TVA, doit elle-même la taxe",
		"Reverse charge: a firm of another country, with a VAT number, "
		    "owes the tax itself",
		"الاحتساب العكسي: شركة من بلد آخر لها رقم ضريبي تدفع الضريبة "
		    "بنفسها" },
	[UI_ZONE_RATES - FIRST] = { "Taxes", "Taxes", "الضرائب" },
	[UI_ZONE_RATE - FIRST] = { "Taux en %", "Rate in %",
		"المعدّل بالنسبة المئوية" },
	[UI_ZONE_TAX_NAME - FIRST] = { "Nom sur la facture",
		"Name on the invoice", "الاسم على الفاتورة" },
	[UI_ZONES_START - FIRST] = { "Pour commencer", "To begin with",
		"للبداية" },
	[UI_ZONES_START_TEXT - FIRST] = {
		"Sans zone, rien ne peut être livré. Souk peut créer les vôtres "
		    "en une fois : le pays de la boutique, l’Union européenne "
		    "s’il en est membre, et le reste du monde, chacune avec un "
		    "mode de livraison que vous activez quand il a un prix.",
		"Without a zone nothing can be sent. Souk can make yours at "
		    "once: the shop’s country, the European Union if it is a "
		    "member, and the rest of the world, each with a shipping "
		    "method that you turn on once it has a price.",
		"لا يمكن إرسال أي شيء دون منطقة. يستطيع souk إنشاء مناطقك دفعة "
		    "واحدة: بلد المتجر، والاتحاد الأوروبي إن كان عضوًا فيه، "
		    "وبقية العالم، ولكل منها طريقة شحن تفعّلها عندما يصبح لها "
		    "سعر." },
	[UI_ZONES_START_RATES - FIRST] = {
		"Les taux de TVA sont ceux que publie la Commission européenne, "
		    "au",
		"VAT rates are those that the European Commission publishes, "
		    "as of",
		"معدلات ضريبة القيمة المضافة هي التي تنشرها المفوضية الأوروبية، "
		    "بتاريخ" },
	[UI_ZONES_START_LOWER - FIRST] = {
		"Là où plusieurs taux réduits dépendent du produit, c’est à "
		    "vous de les saisir ; vérifiez-les avant de vendre.",
		"Where several reduced rates depend on the product they are "
		    "yours to enter; check them before you sell.",
		"وحيث تختلف المعدلات المخفضة باختلاف المنتج فعليك إدخالها؛ "
		    "راجعها قبل أن تبيع." },
	[UI_ZONES_START_SEND - FIRST] = { "Créer ces zones",
		"Make these zones", "أنشئ هذه المناطق" },
};

const struct ui_part ui_part_selling = { FIRST, END, rows };
