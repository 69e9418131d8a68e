/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/pages.h"

#include "fcgi/pages/cards.h"
#include "fcgi/pages/contains.h"
#include "lib/base/money.h"
#include "lib/base/text.h"

static bool
is_offered(const struct record *variation)
{
	return variation->values[VARIATION_ACTIVE].num != 0 &&
	    variation->values[VARIATION_PRICE].state == VALUE_SET;
}

/* The variation to start with: the first in stock, else the first. */
static const struct record *
first_offered(const struct record *product)
{
	const struct value	*list = &product->values[PRODUCT_VARIATIONS];
	const struct record	*first = NULL;
	size_t			 i;

	for (i = 0; i < list->count; i++) {
		if (!is_offered(&list->items[i]))
			continue;
		if (list->items[i].values[VARIATION_STOCK].num > 0)
			return &list->items[i];
		if (first == NULL)
			first = &list->items[i];
	}
	return first;
}

/* ---- for engines: schema.org Product ------------------------------------ */

static void
list_price_data(struct json_out *j, const struct value *compare_at,
    const char *currency)
{
	if (compare_at->state != VALUE_SET)
		return;
	json_open(j, "priceSpecification");
	json_text(j, "@type", "UnitPriceSpecification");
	json_text(j, "priceType", "https://schema.org/StrikethroughPrice");
	json_text(j, "priceCurrency", currency);
	json_money(j, "price", compare_at->num, money_decimals(currency));
	json_close(j);
}

static void
offer_data(const struct page *p, struct json_out *j, const struct record *of,
    const char *currency)
{
	const struct value	*v = of->values;

	json_open(j, NULL);
	json_text(j, "@type", "Offer");
	if (v[VARIATION_SKU].state == VALUE_SET)
		json_text(j, "sku", v[VARIATION_SKU].text);
	if (v[VARIATION_VALUE].state == VALUE_SET)
		json_text(j, "name", v[VARIATION_VALUE].text);
	json_text(j, "priceCurrency", currency);
	json_money(j, "price", v[VARIATION_PRICE].num,
	    money_decimals(currency));
	if (v[VARIATION_BARCODE].state == VALUE_SET)
		json_text(j, "gtin", v[VARIATION_BARCODE].text);
	list_price_data(j, &v[VARIATION_COMPARE_AT], currency);
	if (v[VARIATION_PRICE_UNTIL].state == VALUE_SET)
		json_time(j, "priceValidUntil", v[VARIATION_PRICE_UNTIL].num);
	json_text(j, "availability", v[VARIATION_STOCK].num > 0 ?
	    "https://schema.org/InStock" : "https://schema.org/OutOfStock");
	json_text(j, "url", page_absolute(p, p->path));
	json_close(j);
}

static void
product_data(const struct page *p, const struct record *product)
{
	const struct value	*v = product->values, *list;
	struct json_out		 j = page_data_open(p, "Product");
	const char		*url;
	size_t			 i;

	json_text(&j, "name", v[PRODUCT_NAME].text);
	json_text(&j, "description", v[PRODUCT_DESCRIPTION].text);
	json_text(&j, "url", page_absolute(p, p->path));
	if (v[PRODUCT_VENDOR].state == VALUE_SET) {
		json_open(&j, "brand");
		json_text(&j, "@type", "Brand");
		json_text(&j, "name", v[PRODUCT_VENDOR].text);
		json_close(&j);
	}
	json_open_list(&j, "image");
	list = &v[PRODUCT_IMAGES];
	for (i = 0; i < list->count; i++)
		if ((url = picture_shared(p,
		    list->items[i].values[IMAGE_URL].text)) != NULL)
			json_text(&j, NULL, url);
	json_close_list(&j);
	json_open_list(&j, "offers");
	list = &v[PRODUCT_VARIATIONS];
	for (i = 0; i < list->count; i++)
		if (is_offered(&list->items[i]))
			offer_data(p, &j, &list->items[i],
			    v[PRODUCT_CURRENCY].text);
	json_close_list(&j);
	page_data_close(p, &j);
}

/* ---- for people --------------------------------------------------------- */

#define COLUMN	"(min-width: 60rem) 32rem, 92vw"	/* of the first */
#define HALF	"(min-width: 60rem) 16rem, 92vw"	/* of the others */

static struct picture
picture_of(const struct record *product, size_t i)
{
	const struct value	*image = product->
				    values[PRODUCT_IMAGES].items[i].values;

	return (struct picture){ .url = image[IMAGE_URL].text,
	    .alt = image[IMAGE_ALT].state == VALUE_SET ?
	    image[IMAGE_ALT].text : product->values[PRODUCT_NAME].text,
	    .size = 800,
	    .width = (int)image[IMAGE_WIDTH].num,
	    .height = (int)image[IMAGE_HEIGHT].num,
	    .placeholder = image[IMAGE_PLACEHOLDER].text };
}

/* The nth that people see: the primary one, then the others in their order. */
static size_t
picture_nth(const struct value *list, size_t n)
{
	size_t	 primary = 0;

	while (primary < list->count &&
	    list->items[primary].values[IMAGE_PRIMARY].num != 1)
		primary++;
	if (primary == list->count || n > primary)
		return n;
	return n == 0 ? primary : n - 1;
}

/* Those that are here; a box for a product without any. */
static void
gallery_put(const struct page *p, const struct record *product)
{
	const struct value	*list = &product->values[PRODUCT_IMAGES];
	struct picture		 picture;
	size_t			 i, shown = 0;

	html(p->body, "<ul class=\"gallery\" aria-label=\"%s\">\n",
	    page_text(p, UI_PHOTOS));
	for (i = 0; i < list->count; i++) {
		picture = picture_of(product, picture_nth(list, i));
		if (!picture_is_shown(picture.url))
			continue;
		picture.eager = picture.first = shown++ == 0;
		picture.sizes = picture.first ? COLUMN : HALF;
		html_raw(p->body, "<li>");
		picture_put(p, &picture);
		html_raw(p->body, "</li>\n");
	}
	if (shown == 0)
		html(p->body, "<li><span class=\"photo\" role=\"img\" "
		    "aria-label=\"%s\"></span></li>\n",
		    page_text(p, UI_NO_PHOTO));
	html_raw(p->body, "</ul>\n");
}

static void
stock_put(const struct page *p, int64_t stock)
{
	html(p->body, "<span class=\"stock%s\">", stock == 0 ? " out" :
	    stock <= FEW_LEFT ? " few" : "");
	if (stock == 0)
		page_say(p, UI_SOLD_OUT);
	else if (stock <= FEW_LEFT)
		ui_count(p->body, p->locale, UI_STOCK_COUNT, stock);
	else
		page_say(p, UI_IN_STOCK);
	html_raw(p->body, "</span>");
}

static const char *
label_of(const struct record *variation)
{
	const struct value	*v = variation->values;

	return v[VARIATION_VALUE].text != NULL ? v[VARIATION_VALUE].text :
	    v[VARIATION_SKU].text;
}

static void
choice_put(const struct page *p, const struct record *of, const char *currency,
    bool checked)
{
	const struct value	*v = of->values;

	html(p->body, "<label class=\"choice\"><input type=\"radio\" "
	    "name=\"variation\" value=\"%s\"", v[VARIATION_ID].text);
	html_flag(p->body, "checked", checked);
	html(p->body, "><span class=\"name\"><bdi>%s</bdi></span>\n",
	    label_of(of));
	page_offered(p, v[VARIATION_PRICE].num, &v[VARIATION_COMPARE_AT],
	    currency);
	stock_put(p, v[VARIATION_STOCK].num);
	html_raw(p->body, "</label>\n");
}

static void
choices_put(const struct page *p, const struct record *product,
    const struct record *chosen)
{
	const struct value	*list = &product->values[PRODUCT_VARIATIONS];
	const char		*name = chosen->values[VARIATION_NAME].text;
	size_t			 i;

	html(p->body, "<fieldset class=\"choices\">\n<legend>%s</legend>\n",
	    name == NULL ? page_text(p, UI_CHOOSE) : name);
	for (i = 0; i < list->count; i++)
		if (is_offered(&list->items[i]))
			choice_put(p, &list->items[i],
			    product->values[PRODUCT_CURRENCY].text,
			    &list->items[i] == chosen);
	html_raw(p->body, "</fieldset>\n");
}

/* Price and stock of the chosen variation; souk.js keeps them in step. */
static void
offer_put(const struct page *p, const struct record *product)
{
	const struct value	*list = &product->values[PRODUCT_VARIATIONS];
	const struct record	*chosen = first_offered(product);
	size_t			 i, offered = 0;

	if (chosen == NULL) {
		html(p->body, "<p class=\"offer\"><span class=\"stock out\">"
		    "%s</span></p>\n", page_text(p, UI_SOLD_OUT));
		return;
	}
	for (i = 0; i < list->count; i++)
		offered += is_offered(&list->items[i]);
	html_raw(p->body, "<p class=\"offer\" aria-live=\"polite\">");
	page_offered(p, chosen->values[VARIATION_PRICE].num,
	    &chosen->values[VARIATION_COMPARE_AT],
	    product->values[PRODUCT_CURRENCY].text);
	stock_put(p, chosen->values[VARIATION_STOCK].num);
	html_raw(p->body, "</p>\n");
	if (offered > 1)
		choices_put(p, product, chosen);
	else if (chosen->values[VARIATION_SKU].state == VALUE_SET)
		html(p->body, "<p class=\"count\">%s <bdi>%s</bdi></p>\n",
		    page_text(p, UI_REFERENCE),
		    chosen->values[VARIATION_SKU].text);
}

/* What is chosen goes into the cart (souk.js); without a choice, this one. */
static void
add_put(const struct page *p, const struct record *product)
{
	const struct record	*chosen = first_offered(product);

	if (chosen == NULL || !feature_is_on(p->act, FEATURE_CART))
		return;
	html(p->body, "<form id=\"add\" class=\"add\" method=\"post\" "
	    "data-variation=\"%s\" data-done=\"%s\" data-problem=\"%s\" "
	    "novalidate>\n<label>%s <input name=\"quantity\" "
	    "type=\"number\" min=\"1\" max=\"10000\" value=\"1\" "
	    "inputmode=\"numeric\"></label>\n"
	    "<button class=\"button primary\">%s</button>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n"
	    "<p role=\"status\"><output></output> <a href=\"/panier\" "
	    "rel=\"nofollow\" hidden>%s</a></p>\n"
	    "<noscript><p class=\"problem\">%s</p></noscript>\n</form>\n",
	    chosen->values[VARIATION_ID].text, page_text(p, UI_CART_ADDED),
	    page_text(p, UI_FAILED), page_text(p, UI_QUANTITY),
	    page_text(p, UI_CART_ADD), page_text(p, UI_CART_SEE),
	    page_text(p, UI_NEEDS_SCRIPT));
}

static void
crumbs_put(const struct page *p, const struct record *product)
{
	const struct tree_node	*way[TREE_DEPTH];
	struct crumb		 crumbs[TREE_DEPTH + 2];
	size_t			 i, n = 0, depth;

	crumbs[n++] = (struct crumb){ page_text(p, UI_HOME), "/" };
	depth = tree_path(&p->tree, product->values[PRODUCT_CATEGORY].text,
	    way);
	for (i = 0; i < depth; i++)
		crumbs[n++] = (struct crumb){ way[i]->name,
			path_of(p->act->arena, "/catalogue/", way[i]->slug) };
	crumbs[n++] = (struct crumb){ product->values[PRODUCT_NAME].text,
		p->path };
	page_breadcrumb(p, crumbs, n);
}

/* A product of one has no need of its name. */
static void
bundles_put(const struct page *p, const struct record *product)
{
	const struct value	*list = &product->values[PRODUCT_VARIATIONS];
	size_t			 i;

	for (i = 0; i < list->count; i++)
		if (is_offered(&list->items[i]))
			contains_put(p, &list->items[i], list->count == 1 ?
			    NULL : label_of(&list->items[i]));
}

/* Those shown beside it; nothing when there are none. */
static enum outcome
related_put(const struct page *p, const struct record *product)
{
	struct product_list	 list;
	enum outcome		 e;

	if ((e = product_related(p->act, product, &list)) != SOUK_OK ||
	    list.total == 0)
		return e;
	html(p->body, "<section class=\"related\">\n<h2>%s</h2>\n",
	    page_text(p, UI_RELATED));
	e = cards_put(p, &list, false);
	html_raw(p->body, "</section>\n");
	return e;
}

/* ---- the page ----------------------------------------------------------- */

/* Each language has a name for the product in its address. */
static void
product_paths(struct page *p, const struct record *product)
{
	const struct value	*texts = &product->values[PRODUCT_TEXTS];
	const struct value	*v;
	enum locale		 l;
	size_t			 i;

	p->path = path_of(p->act->arena, "/produit/",
	    product->values[PRODUCT_SLUG].text);
	for (i = 0; i < texts->count; i++) {
		v = texts->items[i].values;
		l = locale_from_tag(v[TEXT_LOCALE].text);
		if (l != LOCALE__MAX && l != p->locale)
			p->paths[l] = path_of(p->act->arena, "/produit/",
			    v[TEXT_SLUG].text);
	}
}

static const char *
or_else(const struct value *v, const struct value *other)
{
	return v->state == VALUE_SET && *v->text != '\0' ? v->text :
	    other->text;
}

static void
product_describe(struct page *p, const struct record *product)
{
	const struct value	*v = product->values, *image;
	size_t			 i;

	p->title = or_else(&v[PRODUCT_SEO_TITLE], &v[PRODUCT_NAME]);
	p->description = or_else(&v[PRODUCT_SEO_DESCRIPTION],
	    &v[PRODUCT_DESCRIPTION]);
	for (i = v[PRODUCT_IMAGES].count; i > 0; i--) {
		image = v[PRODUCT_IMAGES].items[i - 1].values;
		if (picture_is_shown(image[IMAGE_URL].text) &&
		    (p->image == NULL || image[IMAGE_PRIMARY].num))
			p->image = image[IMAGE_URL].text;
	}
	p->kind = "product";
	product_paths(p, product);
}

/* GET /produit/{slug}: a product that is on sale; counts a view.  301, 404. */
enum outcome
product_page(struct req *r, struct res *out)
{
	struct record	*product;
	struct page	 p;
	enum outcome	 e;

	if ((e = page_start(&p, r, out)) != SOUK_OK)
		return e;
	e = product_by_slug(p.act, req_param(r, 0), &product);
	if (e == SOUK_NOT_FOUND)
		return page_moved(&p, "/produit/", product_moved);
	if (e != SOUK_OK)
		return e;
	product_describe(&p, product);
	out->view_id = product->values[PRODUCT_ID].text;
	page_open(&p);
	crumbs_put(&p, product);
	html_raw(p.body, "<article class=\"product\">\n");
	gallery_put(&p, product);
	html(p.body, "<div class=\"about\">\n<h1><bdi>%s</bdi></h1>\n",
	    product->values[PRODUCT_NAME].text);
	offer_put(&p, product);
	add_put(&p, product);
	bundles_put(&p, product);
	html(p.body, "<h2>%s</h2>\n<div class=\"lines\" dir=\"auto\">%s"
	    "</div>\n</div>\n</article>\n", page_text(&p, UI_DESCRIPTION),
	    product->values[PRODUCT_DESCRIPTION].text);
	product_data(&p, product);
	if ((e = related_put(&p, product)) != SOUK_OK)
		return e;
	page_close(&p);
	return SOUK_OK;
}
