-- SPDX-License-Identifier: ISC
-- The catalogue in depth: redirects, related products, facets, collections,
-- price lists, stock by place, bulk edits; customer groups.

ALTER TABLE product ADD COLUMN vendor TEXT;
ALTER TABLE product ADD COLUMN tags TEXT NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN tax_class TEXT NOT NULL DEFAULT 'standard'
	CHECK (tax_class IN ('standard', 'reduced', 'super_reduced', 'zero',
	'exempt'));
ALTER TABLE product ADD COLUMN compare_at INTEGER;
ALTER TABLE product_price ADD COLUMN compare_at INTEGER
	CHECK (compare_at > amount);
ALTER TABLE variation_price ADD COLUMN compare_at INTEGER
	CHECK (compare_at > amount);
ALTER TABLE product_variation ADD COLUMN barcode TEXT;
ALTER TABLE product_variation ADD COLUMN weight INTEGER CHECK (weight >= 0);
ALTER TABLE product_variation ADD COLUMN low_stock_at INTEGER
	CHECK (low_stock_at >= 0);
CREATE INDEX product_category_price ON product (category_id, status,
	price_from, id);
CREATE INDEX product_variation_barcode ON product_variation (brand_id, barcode)
	WHERE barcode IS NOT NULL;
CREATE INDEX product_variation_brand ON product_variation (brand_id, id);
CREATE INDEX product_variation_stock ON product_variation (brand_id, stock, id,
	low_stock_at);
CREATE INDEX product_variation_low ON product_variation (brand_id,
	low_stock_at) WHERE low_stock_at IS NOT NULL;

DROP INDEX product_created;
CREATE INDEX product_created ON product (status, created_at, id, stock);

CREATE TABLE customer_group (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	name		TEXT NOT NULL,
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1,
	UNIQUE (brand_id, name)
) STRICT;

CREATE TABLE customer_group_member (
	group_id	TEXT NOT NULL REFERENCES customer_group (id)
			ON DELETE CASCADE,
	user_id		TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	PRIMARY KEY (group_id, user_id)
) STRICT;
CREATE INDEX customer_group_member_user ON customer_group_member (user_id);

CREATE TABLE slug_redirect (
	kind		TEXT NOT NULL CHECK (kind IN
			('product', 'category', 'collection')),
	locale		TEXT NOT NULL CHECK (locale IN ('fr', 'en', 'ar')),
	slug		TEXT NOT NULL,
	target_id	TEXT NOT NULL,
	created_at	INTEGER NOT NULL,
	PRIMARY KEY (kind, locale, slug)
) STRICT;
CREATE INDEX slug_redirect_target ON slug_redirect (kind, target_id);
CREATE INDEX slug_redirect_slug ON slug_redirect (kind, slug);

CREATE TABLE product_related (
	product_id	TEXT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
	related_id	TEXT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
	position	INTEGER NOT NULL,
	PRIMARY KEY (product_id, related_id),
	CHECK (product_id <> related_id)
) STRICT;
CREATE INDEX product_related_back ON product_related (related_id);

CREATE TABLE product_facet (
	product_id	TEXT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
	kind		TEXT NOT NULL CHECK (kind IN
			('vendor', 'tag', 'option')),
	name		TEXT NOT NULL DEFAULT '',
	value		TEXT NOT NULL,
	PRIMARY KEY (product_id, kind, name, value)
) STRICT;
CREATE INDEX product_facet_value ON product_facet (kind, name, value,
	product_id);

CREATE TABLE facet_count (
	kind		TEXT NOT NULL CHECK (kind IN
			('vendor', 'tag', 'option')),
	name		TEXT NOT NULL DEFAULT '',
	value		TEXT NOT NULL,
	products	INTEGER NOT NULL CHECK (products > 0),
	PRIMARY KEY (kind, name, value)
) STRICT;
CREATE INDEX facet_count_most ON facet_count (kind, name, products DESC,
	value);

CREATE TABLE collection (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	kind		TEXT NOT NULL CHECK (kind IN ('manual', 'rules')),
	matching	TEXT NOT NULL DEFAULT 'all' CHECK (matching IN
			('all', 'any')),
	image_url	TEXT,
	position	INTEGER NOT NULL DEFAULT 0,
	is_active	INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
	products	INTEGER NOT NULL DEFAULT 0 CHECK (products >= 0),
	build		INTEGER NOT NULL DEFAULT 0,	-- counts changes of rules
	is_building	INTEGER NOT NULL DEFAULT 0 CHECK (is_building IN (0, 1)),
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX collection_brand ON collection (brand_id, position, id);
CREATE INDEX collection_shown ON collection (is_active, position, id);
CREATE INDEX collection_rules ON collection (brand_id, id)
	WHERE kind = 'rules';

CREATE TABLE collection_text (
	collection_id	TEXT NOT NULL REFERENCES collection (id)
			ON DELETE CASCADE,
	locale		TEXT NOT NULL CHECK (locale IN ('fr', 'en', 'ar')),
	slug		TEXT NOT NULL,
	name		TEXT NOT NULL,
	description	TEXT,
	PRIMARY KEY (collection_id, locale),
	UNIQUE (locale, slug)
) STRICT;

CREATE TABLE collection_rule (
	collection_id	TEXT NOT NULL REFERENCES collection (id)
			ON DELETE CASCADE,
	position	INTEGER NOT NULL,
	field		TEXT NOT NULL,
	relation	TEXT NOT NULL,
	value		TEXT NOT NULL,
	PRIMARY KEY (collection_id, position)
) STRICT;

CREATE TABLE collection_product (
	collection_id	TEXT NOT NULL REFERENCES collection (id)
			ON DELETE CASCADE,
	product_id	TEXT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
	position	INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (collection_id, product_id)
) STRICT;
CREATE INDEX collection_product_back ON collection_product (product_id);
CREATE INDEX collection_product_order ON collection_product (collection_id,
	position, product_id);

CREATE TABLE price_list (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	name		TEXT NOT NULL,
	currency	TEXT NOT NULL,
	group_id	TEXT REFERENCES customer_group (id),	-- NULL: everybody
	starts_at	INTEGER,
	ends_at		INTEGER,
	priority	INTEGER NOT NULL DEFAULT 0,
	is_active	INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1,
	applying	TEXT,
	is_deleted	INTEGER NOT NULL DEFAULT 0 CHECK (is_deleted IN (0, 1)),
	CHECK (ends_at > starts_at)
) STRICT;
CREATE INDEX price_list_brand ON price_list (brand_id, is_deleted, created_at,
	id);
CREATE INDEX price_list_group ON price_list (group_id);

CREATE TABLE price_list_price (
	list_id		TEXT NOT NULL REFERENCES price_list (id)
			ON DELETE CASCADE,
	variation_id	TEXT NOT NULL REFERENCES product_variation (id)
			ON DELETE CASCADE,
	amount		INTEGER NOT NULL CHECK (amount >= 0),
	PRIMARY KEY (list_id, variation_id)
) STRICT;
CREATE INDEX price_list_price_back ON price_list_price (variation_id, list_id,
	amount);

CREATE TABLE place (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	name		TEXT NOT NULL,
	address		TEXT,
	is_default	INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
	is_active	INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
	position	INTEGER NOT NULL DEFAULT 0,
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1,
	UNIQUE (brand_id, name)
) STRICT;
CREATE UNIQUE INDEX place_default ON place (brand_id) WHERE is_default = 1;

CREATE TABLE stock_level (
	variation_id	TEXT NOT NULL REFERENCES product_variation (id)
			ON DELETE CASCADE,
	place_id	TEXT NOT NULL REFERENCES place (id),
	quantity	INTEGER NOT NULL CHECK (quantity >= 0),
	PRIMARY KEY (variation_id, place_id)
) STRICT;
CREATE INDEX stock_level_place ON stock_level (place_id, variation_id);

CREATE TABLE stock_movement (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	variation_id	TEXT NOT NULL,
	place_id	TEXT NOT NULL REFERENCES place (id),
	change		INTEGER NOT NULL CHECK (change <> 0),
	quantity	INTEGER NOT NULL CHECK (quantity >= 0),	-- after it
	reason		TEXT NOT NULL CHECK (reason IN ('opening', 'edit',
			'import', 'count', 'received', 'sold', 'returned',
			'damaged', 'transfer', 'correction')),
	reference	TEXT,			-- an order, an import
	note		TEXT,
	user_id		TEXT,
	created_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX stock_movement_variation ON stock_movement (variation_id,
	created_at, id);
CREATE INDEX stock_movement_brand ON stock_movement (brand_id, created_at, id);
CREATE INDEX stock_movement_place ON stock_movement (place_id, created_at, id);
CREATE INDEX stock_movement_reason ON stock_movement (brand_id, reason,
	created_at, id);

CREATE TABLE stock_notice (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	variation_id	TEXT NOT NULL REFERENCES product_variation (id)
			ON DELETE CASCADE,
	stock		INTEGER NOT NULL,
	threshold	INTEGER NOT NULL,
	created_at	INTEGER NOT NULL,
	told_at		INTEGER,
	closed_at	INTEGER
) STRICT;
CREATE UNIQUE INDEX stock_notice_open ON stock_notice (variation_id)
	WHERE closed_at IS NULL;
CREATE INDEX stock_notice_brand ON stock_notice (brand_id,
	coalesce(closed_at, 9223372036854775807), id);

CREATE TABLE bulk_edit (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	user_id		TEXT,
	status		TEXT NOT NULL CHECK (status IN ('waiting', 'running',
			'done', 'undoing', 'undone', 'failed')),
	request		TEXT NOT NULL,		-- JSON
	total		INTEGER NOT NULL DEFAULT 0,
	changed		INTEGER NOT NULL DEFAULT 0,
	unchanged	INTEGER NOT NULL DEFAULT 0,
	rejected	INTEGER NOT NULL DEFAULT 0,
	undone		INTEGER NOT NULL DEFAULT 0,
	kept		INTEGER NOT NULL DEFAULT 0,
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX bulk_edit_brand ON bulk_edit (brand_id, created_at, id);

CREATE TABLE bulk_edit_item (
	edit_id		TEXT NOT NULL REFERENCES bulk_edit (id)
			ON DELETE CASCADE,
	product_id	TEXT NOT NULL,
	state		TEXT NOT NULL CHECK (state IN ('waiting', 'done',
			'same', 'rejected', 'undone', 'kept')),
	before		TEXT,			-- JSON
	after		TEXT,			-- JSON
	version		INTEGER NOT NULL DEFAULT 0,
	field		TEXT,
	code		TEXT,
	number		INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (edit_id, product_id)
) STRICT;
CREATE INDEX bulk_edit_item_state ON bulk_edit_item (edit_id, state,
	product_id);
CREATE INDEX audit_log_brand ON audit_log (brand_id, action, entity_type);
CREATE INDEX catalog_import_brand ON catalog_import (brand_id, id);

-- What is in stock lies at the brand's first place.
INSERT INTO place (id, brand_id, name, is_default, created_at, updated_at)
SELECT 'place_' || substr(id, 7), id, 'Stock', 1, created_at, created_at
FROM brand;
INSERT INTO stock_level (variation_id, place_id, quantity)
SELECT id, 'place_' || substr(brand_id, 7), stock FROM product_variation;
INSERT INTO stock_movement (id, brand_id, variation_id, place_id, change,
	quantity, reason, created_at)
SELECT 'move_' || substr(id, 5), brand_id, id, 'place_' || substr(brand_id, 7),
	stock, stock, 'opening', created_at
FROM product_variation WHERE stock > 0;

ALTER TABLE catalog_import ADD COLUMN sheet TEXT;
ALTER TABLE catalog_import ADD COLUMN mapping TEXT;
CREATE TABLE catalog_import_left (
	import_id	TEXT NOT NULL REFERENCES catalog_import (id)
			ON DELETE CASCADE,
	field		TEXT NOT NULL,
	lines		INTEGER NOT NULL,
	PRIMARY KEY (import_id, field)
) STRICT;

-- Facets of the products there are come with the next refresh of them all;
-- until then they are found by nothing and counted nowhere.
INSERT INTO job (id, kind, payload, state, due_at, created_at)
SELECT 'job_' || substr(first, 6), 'catalog.refresh', '{}', 'waiting', made,
	made
FROM (SELECT min(id) AS first, min(created_at) AS made FROM product) p
WHERE first IS NOT NULL;
