/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_EXPORT_SHOP_H
#define SOUK_TESTS_EXPORT_SHOP_H

#include "lib/catalog/export.h"
#include "tests/unit/import_shop.h"

/* The shop of import_shop.h, which goes out as a file and comes in again. */

static void
export_open(void)
{
	import_shop_open();
	ck_assert_int_eq(mkdir(home_path("/run"), 0700), 0);
	shop_setting(SOUK_SETTINGS_CATALOG, CATALOG_IMAGES_MAX, NULL, 20);
	as_brand(OURS);
}

static void
export_close(void)
{
	rmdir(home_path("/run"));
	import_shop_close();
}

static const struct export_how	plain = { EXPORT_CSV, ',', false };

static inline const char *
export_as(const struct export_how *how, const struct record *filter,
    size_t *len)
{
	const char	*path = home_path("/export");
	const int	 fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	enum outcome	 e;
	char		*bytes;

	ck_assert_int_ge(fd, 0);
	if (filter == NULL)
		filter = record_new(store.arena, &product_filter_admin);
	e = product_export(&store, filter, how, fd);
	ck_assert_msg(e == SOUK_OK, "%s", outcome_name(e));
	close(fd);
	bytes = file_read(path, len);
	unlink(path);
	return bytes;
}

static inline const char *
export_csv_all(void)
{
	size_t	 len;

	return export_as(&plain, NULL, &len);
}

/* Where two texts part; check cannot print long ones. */
static inline void
want_same(const char *is, const char *want_)
{
	size_t	 i = 0;

	while (is[i] != '\0' && is[i] == want_[i])
		i++;
	ck_assert_msg(is[i] == want_[i], "at %zu:\n  %.200s\nwant\n  %.200s",
	    i, is + (i > 60 ? i - 60 : 0), want_ + (i > 60 ? i - 60 : 0));
}

static inline void
shop_again(void)
{
	db_close(store.db);
	store_remove();
	store_reopen();
	as_brand(OURS);
	shop_setting(SOUK_SETTINGS_CATALOG, CATALOG_IMAGES_MAX, NULL, 20);
	as_brand(OURS);
}

/* ---- a shop with everything in it --------------------------------------- */

#define IMAGE(N) "{'url':'https://x.test/" #N ".jpg','altText':'Vue " #N "'}"

static inline void
product_described(const char *name, const char *category, const char *text)
{
	deed_ok(PRODUCT_CREATES, NULL, "{'name':'%s','categoryId':'%s',"
	    "'description':'%s'}", name, category, text);
}

static inline void
shop_fill(void)
{
	const char	*home = category_new("Maison > Décor", NULL);
	const char	*vases = category_new("Vases", home);
	const char	*others = category_new("Vases", NULL);
	const char	*blue, *first;

	blue = product_new("Vase bleu", vases, ",'slug':'vase-bleu','basePrice':10,"
	    "'compareAtPrice':12.5,'isFeatured':true,'status':'ACTIVE',"
	    "'vendor':'Dar, l\\u2019atelier','tags':['bleu, clair','a\\\\b',"
	    "'terre'],'taxClass':'reduced','seoTitle':'Titre','seoDescription'"
	    ":'Pour les moteurs','images':["
	    IMAGE(1) ",{'url':'/media/2.webp','isPrimary':true,'altText':'Deux'},"
	    IMAGE(3) "," IMAGE(4) "," IMAGE(5) "," IMAGE(6) "," IMAGE(7) ","
	    IMAGE(8) "," IMAGE(9) "," IMAGE(10) "," IMAGE(11) "," IMAGE(12)
	    "," IMAGE(13) "," IMAGE(14) "," IMAGE(15) "," IMAGE(16) ","
	    IMAGE(17) "," IMAGE(18) "," IMAGE(19) "," IMAGE(20) "],"
	    "'prices':[{'currency':'JPY','amount':1500},{'currency':'USD',"
	    "'amount':11.5,'compareAt':13}],'translations':[{'locale':'ar',"
	    "'slug':'blue-vase-ar','name':'مزهرية زرقاء','description':"
	    "'وصف طويل بما يكفي للمنتج','seoTitle':'عنوان'},"
	    "{'locale':'en','name':'Blue vase','description':"
	    "'A description that is long enough'}],'variations':["
	    "{'options':[{'name':'Taille','value':'M'},{'name':'Matière',"
	    "'value':'Terre'}],'sku':'VB-M','barcode':'4006381333931',"
	    "'weight':1200,'stock':3,'lowStockAt':2,'price':15,"
	    "'compareAtPrice':20,'prices':[{'currency':'MAD','amount':150.5}]"
	    "},{'options':[{'name':'Taille','value':'L'},{'name':'Matière',"
	    "'value':'Grès'}],'stock':0,'isActive':false},"
	    "{'options':[{'name':'Taille','value':'S'},{'name':'Matière',"
	    "'value':'Grès'},{'name':'Bec','value':'Non'}],'sku':'=VB','stock':7,'price':0}]");
	product_described("=1+1", others, "@SUM(1;2) is no formula");
	product_new("\\u0027=already guarded", others, ",'basePrice':3,'isNew':true,"
	    "'variations':[{'price':4,'stock':1}]");
	product_described("-5 \\\"quoted\\\"; a, b", others,
	    "Deux\\nlignes; des virgules, des \\\"guillemets\\\"");
	product_new("L\\u0027œuvre", vases, ",'variations':[{'price':9.99},"
	    "{'name':'T','value':'1'}]");
	product_new("＋Plus", vases, "");
	first = text_at(got, PRODUCT_ID);
	product_new("Archive", vases, "");
	deed_ok(PRODUCT_CHANGES, text_at(got, PRODUCT_ID),
	    "{'status':'ARCHIVED'}");
	deed_ok(PRODUCT_CHANGES, blue, "{'relatedIds':['%s','%s']}", first,
	    text_at(got, PRODUCT_ID));
	deed_ok(PRODUCT_CHANGES, first, "{'relatedIds':['%s']}", blue);
}

#endif
