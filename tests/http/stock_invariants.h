/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_STOCK_INVARIANTS_H
#define SOUK_TESTS_HTTP_STOCK_INVARIANTS_H

/* Each counts what must never be, for unit and HTTP tests alike. */
static const char *const stock_invariants[] = {
	/* A variation is the sum of its levels, a bundle what its parts make. */
	"SELECT count(*) FROM product_variation v WHERE v.stock <>"
	    " coalesce((SELECT min(o.stock / b.quantity) FROM bundle_part b"
	    " JOIN product_variation o ON o.id = b.variation_id"
	    " WHERE b.bundle_id = v.id), (SELECT coalesce(sum(l.quantity), 0)"
	    " FROM stock_level l WHERE l.variation_id = v.id))",
	"SELECT count(*) FROM stock_level l JOIN bundle_part b"
	    " ON b.bundle_id = l.variation_id WHERE l.quantity <> 0",
	"SELECT count(*) FROM bundle_part b JOIN bundle_part c"
	    " ON c.bundle_id = b.variation_id",
	/* A level is the sum of its movements, one that is gone is nothing. */
	"SELECT count(*) FROM (SELECT variation_id, place_id, sum(change) AS n"
	    " FROM stock_movement GROUP BY variation_id, place_id) m"
	    " WHERE m.n <> coalesce((SELECT l.quantity FROM stock_level l"
	    " WHERE l.variation_id = m.variation_id"
	    " AND l.place_id = m.place_id), 0)",
	"SELECT count(*) FROM stock_level l WHERE l.quantity <>"
	    " (SELECT coalesce(sum(m.change), 0) FROM stock_movement m"
	    " WHERE m.variation_id = l.variation_id"
	    " AND m.place_id = l.place_id)",
	"SELECT count(*) FROM stock_level WHERE quantity < 0",
	/* A product is the sum of its active variations. */
	"SELECT count(*) FROM product p WHERE p.stock <>"
	    " (SELECT coalesce(sum(v.stock), 0) FROM product_variation v"
	    " WHERE v.product_id = p.id AND v.is_active = 1)",
	/* One open notice a variation, and none of one that is well again. */
	"SELECT count(*) FROM (SELECT 1 FROM stock_notice"
	    " WHERE closed_at IS NULL GROUP BY variation_id"
	    " HAVING count(*) > 1)",
	"SELECT count(*) FROM stock_notice n"
	    " JOIN product_variation v ON v.id = n.variation_id"
	    " WHERE n.closed_at IS NULL AND v.stock > coalesce(v.low_stock_at,"
	    " (SELECT CAST(value AS INTEGER) FROM setting"
	    " WHERE name = 'catalog.lowStockAt'), 2)",
	/* A brand that has places has one default, which is active. */
	"SELECT count(*) FROM brand b WHERE EXISTS (SELECT 1 FROM place p"
	    " WHERE p.brand_id = b.id) AND (SELECT count(*) FROM place p"
	    " WHERE p.brand_id = b.id AND p.is_default = 1"
	    " AND p.is_active = 1) <> 1",
};

#endif
