/* SPDX-License-Identifier: ISC */
/* A photograph from the shopkeeper's disk to the visitor's screen. */
#include <stdlib.h>
#include <unistd.h>

#include "tests/browser/visit.h"
#include "tests/http/picture.h"

static char		 product[64], photo[64], tall[64], page[64];

static void
photo_write(char path[64], int w, int h)
{
	struct file	 f = jpeg_draw(w, h, (struct jpeg_how){
	    .phone = true });
	FILE		*to;
	int		 fd;

	snprintf(path, 64, "/tmp/souk-photo-XXXXXX.jpg");
	ck_assert_int_ne(fd = mkstemps(path, 4), -1);
	ck_assert_ptr_nonnull(to = fdopen(fd, "we"));
	ck_assert_uint_eq(fwrite(f.p, 1, f.len, to), f.len);
	fclose(to);
	file_free(&f);
}

static void
product_make(void)
{
	struct client	*owner = client_login("owner");
	struct answer	*a;
	char		 category[64];

	a = client_json(owner, "POST", "/api/admin/categories",
	    "{\"name\":\"Photographies\"}");
	want(a, 201);
	snprintf(category, sizeof(category), "%s", answer_at(a, "data.id"));
	a = client_json(owner, "POST", "/api/admin/products", "{\"name\":"
	    "\"Vase en photo\",\"description\":\"Une description assez "
	    "longue.\",\"categoryId\":\"%s\",\"basePrice\":45,\"variations\":"
	    "[{\"stock\":4}]}", category);
	want(a, 201);
	snprintf(product, sizeof(product), "%s", answer_at(a, "data.id"));
	client_free(owner);
}

static void
setup(void)
{
	visit_start();
	product_make();
	photo_write(photo, 2400, 1600);
	photo_write(tall, 900, 1200);
	browser_visit(b, "/locale/fr?to=/connexion");
	sign_in_to("owner", "/admin");
	snprintf(page, sizeof(page), "/admin/produits/%.45s", product);
}

static void
teardown(void)
{
	visit_stop();
	unlink(photo);
	unlink(tall);
}

#define SHOTS(N) "document.querySelectorAll('.shots .shot[data-image]')" \
	".length === " #N

START_TEST(s3_api_06_a_photograph_is_chosen_and_shown)
{
	browser_visit(b, page);
	browser_wait(b, "document.querySelector('.drop input')");
	browser_type(b, ".drop input", photo);
	browser_wait(b, SHOTS(1));
	browser_wait(b, "(i => i && i.complete && i.naturalWidth > 0)"
	    "(document.querySelector('.shot img'))");
	browser_type(b, ".drop input", tall);
	browser_wait(b, SHOTS(2));
	browser_picture(b, "pictures-product");
	/* The tall one stands for it, and comes first. */
	browser_click(b, ".shot:nth-child(2) [data-do=primary]");
	browser_wait(b, "document.querySelector('.shot:nth-child(2) "
	    "[data-do=primary]').ariaPressed === 'true'");
	browser_click(b, ".shot:nth-child(2) [data-do=earlier]");
	browser_wait(b, "document.querySelector('.shot:nth-child(1) "
	    "[data-do=primary]').ariaPressed === 'true'");
	browser_type(b, ".shot:nth-child(1) input", "Un vase de côté");
	browser_script(b, "document.activeElement.blur()");
	browser_wait(b, "document.querySelector('.shot:nth-child(1) input')"
	    ".defaultValue === 'Un vase de côté'");
	/* What else is changed is saved on what the pictures left. */
	browser_script(b, "document.querySelector('#product select[name="
	    "status]').value = 'ACTIVE'");
	browser_click(b, "#product .save button");
	browser_wait(b, "document.querySelector('#product output')"
	    ".textContent === 'Enregistré.'");
	want_no_errors();
}
END_TEST

START_TEST(s3_ui_01_a_visitor_gets_the_width_that_fits)
{
	static const char *const	 locales[] = { "fr", "ar" };
	char				 name[40], path[80];

	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof(path),
		    "/locale/%s?to=/produit/vase-en-photo", locales[i]);
		browser_size(b, 390, 800);
		browser_visit(b, path);
		browser_wait(b, "(i => i && i.complete && i.naturalWidth > 0)"
		    "(document.querySelector('.gallery picture img'))");
		ck_assert_str_eq(browser_script(b, "return ''+document."
		    "querySelector('.gallery picture img').currentSrc"
		    ".endsWith('.webp')"), "true");
		/* Beneath, not beside. */
		ck_assert_str_eq(browser_script(b, "const p = document."
		    "querySelector('.gallery .photo').getBoundingClientRect(),"
		    " i = document.querySelector('.gallery picture img')"
		    ".getBoundingClientRect(); return '' + (Math.abs(p.width -"
		    " i.width) < 2 && Math.abs(p.height - i.height) < 2)"),
		    "true");
		snprintf(name, sizeof(name), "pictures-shop-%s", locales[i]);
		browser_picture(b, name);
		ck_assert_str_eq(browser_script(b, "return '' + (document."
		    "documentElement.scrollWidth <= innerWidth)"), "true");
	}
	browser_size(b, 1280, 900);
	browser_visit(b, "/locale/fr?to=/");
	want_no_errors();
}
END_TEST

START_TEST(s3_obj_11_the_library_has_all_and_a_bin)
{
	browser_visit(b, "/admin/medias");
	browser_wait(b, "document.querySelectorAll('.shot').length === 2");
	browser_picture(b, "pictures-library");
	/* One that is shown is not thrown away. */
	browser_click(b, ".shot [data-do=bin]");
	browser_wait(b, "!document.querySelector('.pictures > .problem')"
	    ".hidden");
	ck_assert_str_eq(browser_text(b, ".pictures > .problem"),
	    "Cette image est encore utilisée");
	browser_errors(b);	/* the 409 is one to the browser */
	browser_visit(b, page);
	browser_wait(b, SHOTS(2));
	browser_click(b, ".shot:nth-child(2) [data-do=remove]");
	browser_wait(b, SHOTS(1));
	browser_visit(b, "/admin/medias");
	browser_wait(b, "document.querySelectorAll('.shot').length === 2");
	browser_click(b, ".shot:nth-child(2) [data-do=bin]");
	browser_wait(b, "document.querySelectorAll('.shot').length === 1");
	browser_visit(b, "/admin/medias?status=bin");
	browser_wait(b, "document.querySelectorAll('.shot').length === 1");
	browser_click(b, ".shot [data-do=restore]");
	browser_wait(b, "document.querySelectorAll('.shot').length === 0");
	browser_size(b, 390, 800);
	browser_visit(b, "/locale/ar?to=/admin/medias");
	browser_wait(b, "document.querySelectorAll('.shot').length === 2");
	ck_assert_str_eq(browser_attribute(b, "html", "dir"), "rtl");
	browser_picture(b, "pictures-library-ar");
	ck_assert_str_eq(browser_script(b, "return '' + (document."
	    "documentElement.scrollWidth <= innerWidth)"), "true");
	browser_visit(b, page);
	browser_wait(b, SHOTS(1));
	browser_picture(b, "pictures-product-ar");
	ck_assert_str_eq(browser_script(b, "return '' + (document."
	    "documentElement.scrollWidth <= innerWidth)"), "true");
}
END_TEST

START_TEST(s4_usr_01_a_person_shows_their_face)
{
	browser_size(b, 1280, 900);
	browser_visit(b, "/locale/fr?to=/compte");
	browser_wait(b, "document.querySelector('.avatar button').hidden");
	browser_type(b, ".avatar input", tall);
	browser_wait(b, "(i => i && i.complete && i.naturalWidth > 0)"
	    "(document.querySelector('.avatar picture img'))");
	browser_picture(b, "pictures-account");
	browser_click(b, ".avatar button");
	browser_wait(b, "document.querySelector('.avatar button').hidden &&"
	    " !document.querySelector('.avatar picture')");
	want_no_errors();
}
END_TEST

VISIT_MAIN("pictures", setup, teardown,
    s3_api_06_a_photograph_is_chosen_and_shown,
    s3_ui_01_a_visitor_gets_the_width_that_fits,
    s3_obj_11_the_library_has_all_and_a_bin,
    s4_usr_01_a_person_shows_their_face)
