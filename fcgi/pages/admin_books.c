/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_payments.h"
#include "fcgi/pages/cards.h"
#include "fcgi/pages/pages.h"
#include "lib/payments/payments.h"
#include "lib/payments/staff.h"

static const struct choice accounts[ACCOUNT__MAX] = {
	[ACCOUNT_STRIPE] = { "stripe", UI_BOOKS_STRIPE },
	[ACCOUNT_CASH] = { "cash", UI_BOOKS_CASH },
	[ACCOUNT_BANK] = { "bank", UI_BOOKS_BANK },
	[ACCOUNT_GIFT_CARDS] = { "gift_cards", UI_BOOKS_GIFTS },
	[ACCOUNT_CUSTOMERS] = { "customers", UI_BOOKS_CUSTOMERS },
	[ACCOUNT_SALES] = { "sales", UI_BOOKS_SALES },
	[ACCOUNT_SHIPPING] = { "shipping", UI_BOOKS_SHIPPING },
	[ACCOUNT_TAX] = { "tax", UI_BOOKS_TAX },
	[ACCOUNT_DISPUTES] = { "disputes", UI_BOOKS_DISPUTES },
	[ACCOUNT_FEES] = { "fees", UI_BOOKS_FEES },
};

static enum outcome
balances_put(const struct page *p)
{
	static const enum ui_text	 heads[] = { UI_BOOKS_ACCOUNT,
		UI_BOOKS_BALANCE };
	struct record			*list;
	enum outcome			 e;
	size_t				 n;

	if ((e = ledger_balances(p->act, &list, &n)) != SOUK_OK)
		return e;
	table_open(p, "balances", UI_BOOKS, heads, 2);
	for (size_t i = 0; i < n; i++) {
		html(p->body, "<tr><th scope=\"row\">%s</th>"
		    "<td class=\"number\">", choice_text(p, accounts,
		    ACCOUNT__MAX, list[i].values[BALANCE_ACCOUNT].text));
		page_price(p, list[i].values[BALANCE_AMOUNT].num,
		    list[i].values[BALANCE_CURRENCY].text);
		html_raw(p->body, "</td></tr>\n");
	}
	table_close(p);
	return SOUK_OK;
}

static enum outcome
moves_put(const struct page *p, struct rows *rows)
{
	static const enum ui_text	 heads[] = { UI_IMPORT_WHEN, UI_BOOKS_FROM,
		UI_BOOKS_TO, UI_PAYMENT_AMOUNT, UI_BOOKS_CAUSE };
	struct record			*row = record_new(p->act->arena,
					    &ledger_fields);
	const struct value		*v = row->values;
	enum outcome			 e;

	table_open(p, "moves", UI_BOOKS_MOVES, heads, 5);
	while ((e = rows_next(rows, p->act->arena, row)) == SOUK_OK) {
		html_raw(p->body, "<tr><td>");
		time_put(p, &v[LEDGER_CREATED_AT]);
		html(p->body, "</td><td>%s</td><td>%s</td>"
		    "<td class=\"number\">", choice_text(p, accounts,
		    ACCOUNT__MAX, v[LEDGER_CREDIT].text), choice_text(p,
		    accounts, ACCOUNT__MAX, v[LEDGER_DEBIT].text));
		page_price(p, v[LEDGER_AMOUNT].num, v[LEDGER_CURRENCY].text);
		html(p->body, "</td><td><small><bdi>%s</bdi></small></td>"
		    "</tr>\n", v[LEDGER_CAUSE].text);
	}
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* GET /admin/comptes: what lies where, and how it came there. */
enum outcome
admin_books_page(struct req *r, struct res *out)
{
	struct paging	 paging;
	struct rows	 rows;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_BOOKS)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p),
		.path = "/admin/comptes" };
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_BOOKS_TEXT));
	if ((e = balances_put(&p)) != SOUK_OK ||
	    (e = ledger_list(p.act, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total > PAGE_REACH ? PAGE_REACH : rows.total;
	html(p.body, "<h2>%s</h2>\n", page_text(&p, UI_BOOKS_MOVES));
	if ((e = moves_put(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	page_close(&p);
	return SOUK_OK;
}
