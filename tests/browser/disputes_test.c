/* SPDX-License-Identifier: ISC */
/*
 * An owner looks at what banks ask back, at payments that do not add up and at
 * the nightly comparison, in French and in Arabic, at a desk and on a
 * telephone.
 */

#include "tests/browser/visit.h"
#include "tests/http/process.h"
#include "tests/http/suite.h"

#define BRAND	"(SELECT id FROM brand ORDER BY created_at LIMIT 1)"
#define T0	"1790000000000"

static void
sql(const char *statement)
{
	free(shop_sql(statement));
}

static void
world_make(void)
{
	sql("INSERT INTO payment (id, brand_id, subject, subject_id, provider,"
	    " state, amount, received, currency, intent_ref, flag, created_at,"
	    " updated_at) SELECT 'pay_01h455vb4pex5vsknk084sn02q', " BRAND
	    ", 'order', 'order_1', 'stripe', 'open', 2390, 0, 'EUR',"
	    " 'pi_3SoukPI000000000000001', 'amount', " T0 ", " T0);
	sql("INSERT INTO payment_dispute (id, brand_id, payment_id,"
	    " provider_ref, amount, currency, reason, state, withdrawn,"
	    " due_at, created_at) SELECT 'dispute_01h455vb4pex5vsknk084sn02q',"
	    " " BRAND ", 'pay_01h455vb4pex5vsknk084sn02q', 'du_1SoukDU0001',"
	    " 2390, 'EUR', 'fraudulent', 'needs_response', 1, 1790600000000, "
	    T0);
	sql("INSERT INTO payment_dispute (id, brand_id, provider_ref, amount,"
	    " currency, reason, state, created_at, closed_at) SELECT"
	    " 'dispute_01h455vb4pex5vsknk084sn02r', " BRAND ", 'du_<b>2',"
	    " 990, 'EUR', 'general', 'won', " T0 ", " T0);
	sql("INSERT INTO reconcile_run (id, brand_id, provider, since, until,"
	    " state, seen, matched, differences, created_at, finished_at)"
	    " SELECT 'rec_01h455vb4pex5vsknk084sn02q', " BRAND ", 'stripe', "
	    T0 ", " T0 ", 'done', 120, 118, 2, " T0 ", " T0);
	sql("INSERT INTO reconcile_difference (id, run_id, kind, object_ref,"
	    " payment_id, ours, theirs, currency, mended) VALUES ('diff_1',"
	    " 'rec_01h455vb4pex5vsknk084sn02q', 'state', 'pi_a', 'pay_a', 0,"
	    " 2390, 'EUR', 1), ('diff_2', 'rec_01h455vb4pex5vsknk084sn02q',"
	    " 'only_ours', 'pi_b', 'pay_b', 990, 0, 'EUR', 0)");
}

START_TEST(target_35_an_owner_sees_disputes_with_their_dates)
{
	char	*left;

	sign_in_to("owner", "/admin");
	world_make();
	visit_office("/admin/litiges");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#disputes"),
	    "du_1SoukDU0001"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#disputes"),
	    "du_<b>2"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#disputes"), "23"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#flagged"), "pi_3Souk"));
	pictures_of_office("/admin/litiges", "litiges");
	visit_office("/admin/litiges");
	browser_click(b, "#flagged [data-end]");
	browser_wait(b, "!document.querySelector('#flagged [data-end]')");
	left = shop_sql("SELECT count(*) FROM payment WHERE flag IS NOT NULL");
	ck_assert_str_eq(left, "0");
	free(left);
	left = shop_sql("SELECT count(*) FROM audit_log WHERE action ="
	    " 'clear_payment_flag'");
	ck_assert_str_eq(left, "1");
	free(left);
}
END_TEST

START_TEST(target_33_an_owner_reads_the_comparison)
{
	visit_office("/admin/rapprochements");
	pictures_of_office("/admin/rapprochements", "rapprochements");
	visit_office("/admin/rapprochements");
	browser_click(b, "#runs a");
	browser_wait(b, "location.pathname.endsWith('sn02q')");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#differences"),
	    "pi_b"));
	pictures_of_office("/admin/rapprochements/rec_01h455vb4pex5vsknk084sn02q",
	    "rapprochement");
}
END_TEST

VISIT_MAIN("disputes", visit_start, visit_stop,
    target_35_an_owner_sees_disputes_with_their_dates,
    target_33_an_owner_reads_the_comparison)
