/* SPDX-License-Identifier: ISC */
#include "lib/catalog/demo.h"

#include "lib/accounts/accounts.h"
#include "lib/catalog/demo_data.h"
#include "lib/catalog/internal.h"
#include "lib/settings/settings.h"

static const char sql_any[] =
    "SELECT 1 FROM category WHERE brand_id = :brand LIMIT 1";

struct demo {
	struct act	*act;
	enum locale	 shop;
	const char	*categories[DEMO_CATEGORY__MAX];	/* ids */
};

/* The other languages as a list of name and description. */
static void
texts_set(struct demo *d, struct value *list, const struct fieldset *set,
    const struct demo_text *name, const struct demo_text *about)
{
	struct record	*text;
	enum locale	 locale;

	for (locale = 0; locale < LOCALE__MAX; locale++) {
		if (locale == d->shop)
			continue;
		text = list_add(d->act->arena, list, set);
		record_set_text(text, TEXT_LOCALE, locale_tag(locale));
		record_set_text(text, TEXT_NAME, name->in[locale]);
		record_set_text(text, TEXT_DESCRIPTION, about->in[locale]);
	}
}

static enum outcome
category_load(struct demo *d, enum demo_category which)
{
	const struct demo_category_row	*row = &demo_categories[which];
	struct record			*in = record_new(d->act->arena,
					    &category_fields), *out;
	enum outcome			 e;

	record_set_text(in, CATEGORY_NAME, row->name.in[d->shop]);
	record_set_text(in, CATEGORY_DESCRIPTION, row->about.in[d->shop]);
	record_set_text(in, CATEGORY_ICON, row->icon);
	record_set_int(in, CATEGORY_POSITION, which);
	record_set_int(in, CATEGORY_ACTIVE, 1);
	if (row->parent != which)
		record_set_text(in, CATEGORY_PARENT,
		    d->categories[row->parent]);
	texts_set(d, &in->values[CATEGORY_TEXTS], &category_text_fields,
	    &row->name, &row->about);
	if ((e = category_create(d->act, in, &out)) == SOUK_OK)
		d->categories[which] = record_text(out, CATEGORY_ID);
	return e;
}

static void
image_set(struct demo *d, const struct demo_product *p, struct record *in)
{
	struct record	*image = list_add(d->act->arena,
	    &in->values[PRODUCT_IMAGES], &image_fields);

	record_set_text(image, IMAGE_URL, arena_printf(d->act->arena,
	    "/assets/demo/%s.svg", p->picture));
	record_set_text(image, IMAGE_ALT, p->name.in[d->shop]);
}

static void
variation_set(struct demo *d, const struct demo_product *p,
    const struct demo_variation *v, struct record *in)
{
	struct record	*variation = list_add(d->act->arena,
	    &in->values[PRODUCT_VARIATIONS], &variation_fields);
	struct record	*option;

	record_set_text(variation, VARIATION_SKU, v->sku);
	record_set_int(variation, VARIATION_STOCK, v->stock);
	if (v->price != 0)
		record_set_int(variation, VARIATION_PRICE, v->price);
	if (p->option == DEMO_ONE)
		return;
	option = list_add(d->act->arena,
	    &variation->values[VARIATION_OPTIONS], &option_fields);
	record_set_text(option, OPTION_NAME,
	    demo_options[p->option].in[d->shop]);
	record_set_text(option, OPTION_VALUE, v->value.in[d->shop]);
}

static enum outcome
product_load(struct demo *d, const struct demo_product *p)
{
	struct record	*in = record_new(d->act->arena, &product_fields);
	struct record	*out;
	int		 i;

	record_set_text(in, PRODUCT_NAME, p->name.in[d->shop]);
	record_set_text(in, PRODUCT_DESCRIPTION, p->about.in[d->shop]);
	record_set_text(in, PRODUCT_CATEGORY, d->categories[p->category]);
	record_set_int(in, PRODUCT_BASE_PRICE, p->price);
	record_set_text(in, PRODUCT_STATUS, "ACTIVE");
	record_set_int(in, PRODUCT_FEATURED, p->featured);
	record_set_int(in, PRODUCT_NEW, p->is_new);
	texts_set(d, &in->values[PRODUCT_TEXTS], &product_text_fields,
	    &p->name, &p->about);
	image_set(d, p, in);
	for (i = 0; i < DEMO_VARIATIONS && p->variations[i].sku != NULL; i++)
		variation_set(d, p, &p->variations[i], in);
	return product_create(d->act, in, &out);
}

static enum outcome
products_load(struct demo *d, const struct demo_product *products,
    size_t count)
{
	enum outcome	 e = SOUK_OK;
	size_t		 i;

	for (i = 0; i < count && e == SOUK_OK; i++)
		e = product_load(d, &products[i]);
	return e;
}

static enum outcome
all_load(struct demo *d)
{
	enum demo_category	 which;
	enum outcome		 e = SOUK_OK;

	for (which = 0; which < DEMO_CATEGORY__MAX && e == SOUK_OK; which++)
		e = category_load(d, which);
	if (e == SOUK_OK)
		e = products_load(d, demo_home, demo_home_count);
	if (e == SOUK_OK)
		e = products_load(d, demo_table, demo_table_count);
	return e;
}

enum outcome
demo_load(struct act *act)
{
	struct demo	 d = {
		.act = act, .shop = settings_locale(act->settings)
	};
	struct stmt	*s;
	enum outcome	 e;

	if (act->actor.brand_id == NULL &&
	    (e = brand_ensure(act, &act->actor.brand_id)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_any);
	db_bind_text(s, ":brand", act->actor.brand_id);
	e = db_step(s);
	db_done(s);
	return e == SOUK_NOT_FOUND ? all_load(&d) : e;
}
