-- SPDX-License-Identifier: ISC
-- Carts, orders and payments.

-- catalog: stock that an order gives back, which only a new table can know
ALTER TABLE stock_movement RENAME TO stock_movement_before;
DROP INDEX stock_movement_variation;
DROP INDEX stock_movement_brand;
DROP INDEX stock_movement_place;
DROP INDEX stock_movement_reason;
CREATE TABLE stock_movement (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	variation_id	TEXT NOT NULL,
	place_id	TEXT NOT NULL REFERENCES place (id),
	change		INTEGER NOT NULL CHECK (change <> 0),
	quantity	INTEGER NOT NULL CHECK (quantity >= 0),	-- after it
	reason		TEXT NOT NULL CHECK (reason IN ('opening', 'edit',
			'import', 'count', 'received', 'sold', 'returned',
			'damaged', 'transfer', 'correction', 'released')),
	reference	TEXT,			-- an order, an import
	note		TEXT,
	user_id		TEXT,
	created_at	INTEGER NOT NULL
) STRICT;
INSERT INTO stock_movement (id, brand_id, variation_id, place_id, change, quantity, reason,
	reference, note, user_id, created_at)
	SELECT id, brand_id, variation_id, place_id, change, quantity, reason,
	reference, note, user_id, created_at FROM stock_movement_before;
DROP TABLE stock_movement_before;
CREATE INDEX stock_movement_variation ON stock_movement (variation_id,
	created_at, id);
CREATE INDEX stock_movement_brand ON stock_movement (brand_id, created_at, id);
CREATE INDEX stock_movement_place ON stock_movement (place_id, created_at, id);
CREATE INDEX stock_movement_reason ON stock_movement (brand_id, reason,
	created_at, id);
CREATE INDEX stock_movement_reference ON stock_movement (reference, id)
	WHERE reference IS NOT NULL;

-- catalog: synonyms of searches
CREATE TABLE synonym (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	words		TEXT NOT NULL DEFAULT '',
	typed		TEXT NOT NULL DEFAULT '',
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX synonym_brand ON synonym (brand_id, id);
CREATE TABLE synonym_word (
	synonym_id	TEXT NOT NULL REFERENCES synonym (id) ON DELETE CASCADE,
	position	INTEGER NOT NULL,
	word		TEXT NOT NULL,		-- folded; a phrase has blanks
	is_typed	INTEGER NOT NULL CHECK (is_typed IN (0, 1)),
	is_found	INTEGER NOT NULL CHECK (is_found IN (0, 1)),
	PRIMARY KEY (synonym_id, position),
	UNIQUE (synonym_id, word)
) STRICT;
CREATE INDEX synonym_word_typed ON synonym_word (word, synonym_id)
	WHERE is_typed = 1;
-- catalog: bundles
CREATE TABLE bundle_part (
	bundle_id	TEXT NOT NULL REFERENCES product_variation (id)
			ON DELETE CASCADE,
	variation_id	TEXT NOT NULL REFERENCES product_variation (id),
	quantity	INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 1000),
	position	INTEGER NOT NULL,
	PRIMARY KEY (bundle_id, variation_id),
	CHECK (variation_id <> bundle_id)
) STRICT;
CREATE INDEX bundle_part_variation ON bundle_part (variation_id, bundle_id);

-- payments, orders
CREATE TABLE payment (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	subject		TEXT NOT NULL,
	subject_id	TEXT NOT NULL,
	purpose		TEXT NOT NULL DEFAULT 'full' CHECK (purpose IN
			('full', 'deposit', 'balance')),
	provider	TEXT NOT NULL CHECK (provider IN
			('stripe', 'cash', 'transfer', 'gift_card')),
	state		TEXT NOT NULL CHECK (state IN ('open', 'action',
			'processing', 'authorised', 'cancelled', 'succeeded')),
	amount		INTEGER NOT NULL CHECK (amount > 0),
	currency	TEXT NOT NULL,
	received	INTEGER NOT NULL DEFAULT 0 CHECK (received >= 0),
	refunded	INTEGER NOT NULL DEFAULT 0 CHECK (refunded >= 0),
	livemode	INTEGER NOT NULL DEFAULT 0 CHECK (livemode IN (0, 1)),
	intent_ref	TEXT,			-- the provider's names of it
	session_ref	TEXT,
	charge_ref	TEXT,
	gift_card_id	TEXT,
	error_code	TEXT,			-- of the last try that failed
	decline_code	TEXT,
	flag		TEXT,			-- what a person has to look at
	news_at		INTEGER NOT NULL DEFAULT 0,
	checked_at	INTEGER,		-- seen in the provider's list
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	expires_at	INTEGER,
	succeeded_at	INTEGER,
	version		INTEGER NOT NULL DEFAULT 1,
	CHECK (refunded <= received),
	CHECK (state <> 'succeeded' OR received > 0)
) STRICT;
CREATE UNIQUE INDEX payment_intent ON payment (intent_ref)
	WHERE intent_ref IS NOT NULL;
CREATE UNIQUE INDEX payment_session ON payment (session_ref)
	WHERE session_ref IS NOT NULL;
CREATE INDEX payment_charge ON payment (charge_ref)
	WHERE charge_ref IS NOT NULL;
CREATE INDEX payment_subject ON payment (subject, subject_id, id);
CREATE UNIQUE INDEX payment_under_way ON payment (subject, subject_id)
	WHERE state IN ('open', 'action', 'processing', 'authorised');
CREATE INDEX payment_brand ON payment (brand_id, id);
CREATE INDEX payment_flagged ON payment (brand_id, id)
	WHERE flag IS NOT NULL;

CREATE TABLE payment_refund (
	id		TEXT NOT NULL PRIMARY KEY,
	payment_id	TEXT NOT NULL REFERENCES payment (id),
	amount		INTEGER NOT NULL CHECK (amount > 0),
	state		TEXT NOT NULL CHECK (state IN
			('waiting', 'sent', 'succeeded', 'failed', 'cancelled')),
	cause		TEXT NOT NULL,
	reason		TEXT,			-- in the provider's words
	note		TEXT,
	provider_ref	TEXT,
	error_code	TEXT,
	user_id		TEXT,
	held		INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
	news_at		INTEGER NOT NULL DEFAULT 0,
	checked_at	INTEGER,
	asked		INTEGER NOT NULL DEFAULT 1,	-- under so many names
	stuck_at	INTEGER,		-- given up: for a person
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	UNIQUE (payment_id, cause)
) STRICT;
CREATE UNIQUE INDEX payment_refund_ref ON payment_refund (provider_ref)
	WHERE provider_ref IS NOT NULL;
CREATE INDEX payment_refund_waiting ON payment_refund (state, id)
	WHERE state IN ('waiting', 'sent');

CREATE TABLE payment_event (
	id		TEXT NOT NULL PRIMARY KEY,
	type		TEXT NOT NULL,
	object_id	TEXT,
	payment_id	TEXT,
	api_version	TEXT,
	made_at		INTEGER NOT NULL,	-- there, seconds
	received_at	INTEGER NOT NULL,
	pulled		INTEGER NOT NULL DEFAULT 0 CHECK (pulled IN (0, 1)),
	outcome		TEXT NOT NULL CHECK (outcome IN
			('applied', 'nothing', 'ignored', 'refused')),
	problem		TEXT
) STRICT;
CREATE INDEX payment_event_received ON payment_event (received_at);
CREATE INDEX payment_event_object ON payment_event (object_id, made_at);

CREATE TABLE payment_dispute (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	payment_id	TEXT REFERENCES payment (id),	-- NULL: not ours
	provider_ref	TEXT NOT NULL UNIQUE,
	charge_ref	TEXT,
	amount		INTEGER NOT NULL CHECK (amount >= 0),
	currency	TEXT NOT NULL,
	reason		TEXT NOT NULL,
	state		TEXT NOT NULL,		-- in the provider's words
	withdrawn	INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
	reinstated	INTEGER NOT NULL DEFAULT 0 CHECK (reinstated IN (0, 1)),
	due_at		INTEGER,
	told_at		INTEGER,
	news_at		INTEGER NOT NULL DEFAULT 0,
	created_at	INTEGER NOT NULL,
	closed_at	INTEGER
) STRICT;
CREATE INDEX payment_dispute_brand ON payment_dispute (brand_id, id);
CREATE INDEX payment_dispute_payment ON payment_dispute (payment_id);
CREATE INDEX payment_dispute_stray ON payment_dispute (charge_ref)
	WHERE payment_id IS NULL;
CREATE INDEX payment_dispute_due ON payment_dispute (due_at)
	WHERE closed_at IS NULL;

CREATE TABLE ledger_entry (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	debit		TEXT NOT NULL,		-- the account that gets it
	credit		TEXT NOT NULL,		-- the account that gives it
	amount		INTEGER NOT NULL CHECK (amount > 0),
	currency	TEXT NOT NULL,
	cause		TEXT NOT NULL,		-- 'payment:pay_…'
	subject		TEXT,
	subject_id	TEXT,
	created_at	INTEGER NOT NULL,
	UNIQUE (cause, debit, credit),
	CHECK (debit <> credit)
) STRICT;
CREATE INDEX ledger_entry_brand ON ledger_entry (brand_id, created_at, id);
CREATE INDEX ledger_entry_subject ON ledger_entry (subject, subject_id, id)
	WHERE subject IS NOT NULL;
CREATE INDEX ledger_entry_debit ON ledger_entry (brand_id, debit, currency,
	amount);
CREATE INDEX ledger_entry_credit ON ledger_entry (brand_id, credit, currency,
	amount);

CREATE TABLE gift_card (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	code_hash	TEXT NOT NULL UNIQUE,
	last_letters	TEXT NOT NULL,
	currency	TEXT NOT NULL,
	initial		INTEGER NOT NULL CHECK (initial > 0),
	balance		INTEGER NOT NULL CHECK (balance >= 0),
	is_active	INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
	expires_at	INTEGER,
	email		TEXT,
	note		TEXT,
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1,
	CHECK (balance <= initial)
) STRICT;
CREATE INDEX gift_card_brand ON gift_card (brand_id, id);

CREATE TABLE payment_pull (
	provider	TEXT NOT NULL PRIMARY KEY,
	read_until	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL
) STRICT;

CREATE TABLE reconcile_run (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	provider	TEXT NOT NULL,
	since		INTEGER NOT NULL,	-- ms
	until		INTEGER NOT NULL,
	state		TEXT NOT NULL CHECK (state IN
			('running', 'done', 'failed')),
	seen		INTEGER NOT NULL DEFAULT 0,
	matched		INTEGER NOT NULL DEFAULT 0,
	differences	INTEGER NOT NULL DEFAULT 0,
	error		TEXT,
	created_at	INTEGER NOT NULL,
	finished_at	INTEGER
) STRICT;
CREATE INDEX reconcile_run_brand ON reconcile_run (brand_id, id);

CREATE TABLE reconcile_difference (
	id		TEXT NOT NULL PRIMARY KEY,
	run_id		TEXT NOT NULL REFERENCES reconcile_run (id)
			ON DELETE CASCADE,
	kind		TEXT NOT NULL CHECK (kind IN ('only_ours',
			'only_theirs', 'amount', 'state', 'currency',
			'refund')),
	object_ref	TEXT NOT NULL,
	payment_id	TEXT,
	ours		INTEGER,		-- minor units
	theirs		INTEGER,
	currency	TEXT,
	mended		INTEGER NOT NULL DEFAULT 0 CHECK (mended IN (0, 1))
) STRICT;
CREATE INDEX reconcile_difference_run ON reconcile_difference (run_id, id);

CREATE TABLE address (
	id		TEXT NOT NULL PRIMARY KEY,
	user_id		TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	label		TEXT,
	name		TEXT NOT NULL,
	company		TEXT,
	line1		TEXT NOT NULL,
	line2		TEXT,
	postcode	TEXT,
	city		TEXT NOT NULL,
	region		TEXT,
	country		TEXT NOT NULL,		-- ISO 3166-1 alpha-2
	phone		TEXT,
	vat_number	TEXT,
	is_default	INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
	is_billing	INTEGER NOT NULL DEFAULT 0 CHECK (is_billing IN (0, 1)),
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX address_user ON address (user_id, id);
CREATE UNIQUE INDEX address_default ON address (user_id) WHERE is_default = 1;
CREATE UNIQUE INDEX address_billing ON address (user_id) WHERE is_billing = 1;

CREATE TABLE zone (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	name		TEXT NOT NULL,
	reverse_charge	INTEGER NOT NULL DEFAULT 0 CHECK
			(reverse_charge IN (0, 1)),	-- firms owe the tax
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1,
	UNIQUE (brand_id, name)
) STRICT;

CREATE TABLE zone_area (
	zone_id		TEXT NOT NULL REFERENCES zone (id) ON DELETE CASCADE,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	country		TEXT NOT NULL,		-- '*': everywhere
	region		TEXT NOT NULL DEFAULT '',	-- '': all of it
	postcode	TEXT NOT NULL DEFAULT '',	-- its beginning
	PRIMARY KEY (brand_id, country, region, postcode, zone_id)
) STRICT;
CREATE INDEX zone_area_zone ON zone_area (zone_id);

CREATE TABLE tax_rate (
	zone_id		TEXT NOT NULL REFERENCES zone (id) ON DELETE CASCADE,
	tax_class	TEXT NOT NULL CHECK (tax_class IN ('standard',
			'reduced', 'super_reduced', 'zero', 'exempt')),
	name		TEXT NOT NULL,
	rate		INTEGER NOT NULL CHECK (rate BETWEEN 0 AND 1000000),
	PRIMARY KEY (zone_id, tax_class)
) STRICT;

CREATE TABLE shipping_method (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	zone_id		TEXT REFERENCES zone (id),	-- NULL: pickup
	place_id	TEXT REFERENCES place (id),	-- pickup: where
	kind		TEXT NOT NULL CHECK (kind IN
			('carrier', 'courier', 'pickup')),
	name		TEXT NOT NULL,
	description	TEXT,
	tax_class	TEXT NOT NULL DEFAULT 'standard',
	days_min	INTEGER CHECK (days_min >= 0),
	days_max	INTEGER CHECK (days_max >= days_min),
	is_active	INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
	position	INTEGER NOT NULL DEFAULT 0,
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1,
	CHECK ((kind = 'pickup') = (zone_id IS NULL)),
	UNIQUE (brand_id, name)
) STRICT;
CREATE INDEX shipping_method_zone ON shipping_method (zone_id);
CREATE INDEX shipping_method_brand ON shipping_method (brand_id, position, id);

CREATE TABLE shipping_rate (
	method_id	TEXT NOT NULL REFERENCES shipping_method (id)
			ON DELETE CASCADE,
	currency	TEXT NOT NULL,
	from_amount	INTEGER NOT NULL DEFAULT 0 CHECK (from_amount >= 0),
	from_weight	INTEGER NOT NULL DEFAULT 0 CHECK (from_weight >= 0),
	amount		INTEGER NOT NULL CHECK (amount >= 0),
	PRIMARY KEY (method_id, currency, from_amount, from_weight)
) STRICT;

CREATE TABLE promotion (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	name		TEXT NOT NULL,
	code		TEXT,			-- folded; NULL: by itself
	kind		TEXT NOT NULL CHECK (kind IN ('percent', 'amount',
			'free_shipping', 'buy_get')),
	rate		INTEGER CHECK (rate BETWEEN 1 AND 1000000),
	amount		INTEGER CHECK (amount > 0),
	currency	TEXT,
	buy_quantity	INTEGER CHECK (buy_quantity > 0),
	get_quantity	INTEGER CHECK (get_quantity > 0),
	minimum		INTEGER CHECK (minimum >= 0),
	scope		TEXT NOT NULL DEFAULT 'all' CHECK (scope IN ('all',
			'products', 'categories', 'collections')),
	group_id	TEXT,			-- of customers; NULL: all
	stacks		INTEGER NOT NULL DEFAULT 1 CHECK (stacks IN (0, 1)),
	priority	INTEGER NOT NULL DEFAULT 0,
	is_active	INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
	starts_at	INTEGER,
	ends_at		INTEGER CHECK (ends_at > starts_at),
	usage_limit	INTEGER CHECK (usage_limit > 0),
	customer_limit	INTEGER CHECK (customer_limit > 0),
	used		INTEGER NOT NULL DEFAULT 0 CHECK (used >= 0),
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1,
	CHECK (used <= usage_limit)
) STRICT;
CREATE UNIQUE INDEX promotion_code ON promotion (brand_id, code)
	WHERE code IS NOT NULL;
CREATE INDEX promotion_brand ON promotion (brand_id, id);
CREATE INDEX promotion_automatic ON promotion (brand_id, priority, id)
	WHERE code IS NULL AND is_active = 1;

CREATE TABLE promotion_target (
	promotion_id	TEXT NOT NULL REFERENCES promotion (id)
			ON DELETE CASCADE,
	target_id	TEXT NOT NULL,
	PRIMARY KEY (promotion_id, target_id)
) STRICT;

CREATE TABLE promotion_use (
	promotion_id	TEXT NOT NULL REFERENCES promotion (id),
	order_id	TEXT NOT NULL,
	customer	TEXT NOT NULL,		-- user id, or SHA-256 of an e-mail
	slot		INTEGER NOT NULL CHECK (slot > 0),
	created_at	INTEGER NOT NULL,
	PRIMARY KEY (promotion_id, order_id),
	UNIQUE (promotion_id, customer, slot)
) STRICT;
CREATE INDEX promotion_use_order ON promotion_use (order_id);

CREATE TABLE cart (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	user_id		TEXT REFERENCES users (id) ON DELETE CASCADE,
	guest		TEXT,
	currency	TEXT NOT NULL,
	locale		TEXT NOT NULL,
	email		TEXT,			-- a guest's, once told
	country		TEXT,			-- where to, as far as known
	region		TEXT,
	postcode	TEXT,
	method_id	TEXT,			-- chosen way of shipping
	news		INTEGER NOT NULL DEFAULT 0 CHECK (news IN (0, 1)),
						-- a guest may be reminded
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	reminded_at	INTEGER,		-- 0: looked at, nobody to tell
	version		INTEGER NOT NULL DEFAULT 1,
	CHECK ((user_id IS NULL) <> (guest IS NULL))
) STRICT;
CREATE UNIQUE INDEX cart_user ON cart (user_id) WHERE user_id IS NOT NULL;
CREATE UNIQUE INDEX cart_guest ON cart (guest) WHERE guest IS NOT NULL;
CREATE INDEX cart_updated ON cart (updated_at, id);
CREATE INDEX cart_waiting ON cart (updated_at, id) WHERE reminded_at IS NULL;

CREATE TABLE cart_line (
	id		TEXT NOT NULL PRIMARY KEY,
	cart_id		TEXT NOT NULL REFERENCES cart (id) ON DELETE CASCADE,
	variation_id	TEXT NOT NULL REFERENCES product_variation (id)
			ON DELETE CASCADE,
	quantity	INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 10000),
	UNIQUE (cart_id, variation_id)
) STRICT;
CREATE INDEX cart_line_variation ON cart_line (variation_id);

CREATE TABLE cart_code (
	cart_id		TEXT NOT NULL REFERENCES cart (id) ON DELETE CASCADE,
	code		TEXT NOT NULL,
	created_at	INTEGER NOT NULL,
	PRIMARY KEY (cart_id, code)
) STRICT;

CREATE TABLE orders (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	number		INTEGER NOT NULL CHECK (number > 0),
	user_id		TEXT,			-- outlives the account
	guest		TEXT,			-- SHA-256 of the cart's cookie
	source		TEXT NOT NULL DEFAULT 'web' CHECK (source IN
			('web', 'admin', 'chat', 'phone')),
	state		TEXT NOT NULL CHECK (state IN ('draft', 'pending',
			'confirmed', 'preparing', 'shipped', 'delivered',
			'cancelled', 'returned')),
	email		TEXT,
	name		TEXT,
	phone		TEXT,
	locale		TEXT NOT NULL,
	currency	TEXT NOT NULL,
	tax_included	INTEGER NOT NULL CHECK (tax_included IN (0, 1)),
	subtotal	INTEGER NOT NULL CHECK (subtotal >= 0),
	discount	INTEGER NOT NULL DEFAULT 0 CHECK (discount >= 0),
	shipping	INTEGER NOT NULL DEFAULT 0 CHECK (shipping >= 0),
	tax		INTEGER NOT NULL DEFAULT 0 CHECK (tax >= 0),
	total		INTEGER NOT NULL CHECK (total >= 0),
	paid		INTEGER NOT NULL DEFAULT 0 CHECK (paid >= 0),
	refunded	INTEGER NOT NULL DEFAULT 0 CHECK (refunded >= 0),
	method_id	TEXT,
	method_kind	TEXT,
	method_name	TEXT,
	payment_method	TEXT CHECK (payment_method IN
			('stripe', 'cash', 'transfer', 'gift_card', 'none')),
	stock_held	INTEGER NOT NULL DEFAULT 0 CHECK (stock_held IN (0, 1)),
	hold_until	INTEGER,
	short		TEXT CHECK (short IN ('offer', 'refund')),	-- paid, but
						-- there is not enough
	note		TEXT,			-- the buyer's
	cancel_reason	TEXT,
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	placed_at	INTEGER,
	delivered_at	INTEGER,
	shipping_refunded INTEGER NOT NULL DEFAULT 0 CHECK
			(shipping_refunded >= 0),
	rounded		INTEGER NOT NULL DEFAULT 0 CHECK (rounded >= 0),
	version		INTEGER NOT NULL DEFAULT 1,
	UNIQUE (brand_id, number),
	CHECK (refunded <= paid),
	CHECK (discount <= subtotal + shipping),
	CHECK (total = subtotal - discount + shipping
		+ CASE tax_included WHEN 1 THEN 0 ELSE tax END)
) STRICT;
CREATE INDEX orders_brand ON orders (brand_id, created_at, id);
CREATE INDEX orders_state ON orders (brand_id, state, created_at, id);
CREATE INDEX orders_user ON orders (user_id, created_at, id)
	WHERE user_id IS NOT NULL;
CREATE INDEX orders_guest ON orders (guest, created_at, id)
	WHERE guest IS NOT NULL;
CREATE INDEX orders_email ON orders (email, created_at, id)
	WHERE email IS NOT NULL;
CREATE INDEX orders_hold ON orders (hold_until) WHERE hold_until IS NOT NULL;

CREATE TABLE order_address (
	order_id	TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
	kind		TEXT NOT NULL CHECK (kind IN ('shipping', 'billing')),
	name		TEXT NOT NULL,
	company		TEXT,
	line1		TEXT NOT NULL,
	line2		TEXT,
	postcode	TEXT,
	city		TEXT NOT NULL,
	region		TEXT,
	country		TEXT NOT NULL,
	phone		TEXT,
	vat_number	TEXT,
	PRIMARY KEY (order_id, kind)
) STRICT;

CREATE TABLE order_line (
	id		TEXT NOT NULL PRIMARY KEY,
	order_id	TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
	position	INTEGER NOT NULL,
	product_id	TEXT,
	variation_id	TEXT,			-- NULL: not from the catalogue
	name		TEXT NOT NULL,
	options		TEXT NOT NULL DEFAULT '',
	sku		TEXT,
	image_url	TEXT,
	tax_class	TEXT NOT NULL,
	tax_name	TEXT NOT NULL DEFAULT '',
	tax_rate	INTEGER NOT NULL DEFAULT 0,	-- millionths
	weight		INTEGER NOT NULL DEFAULT 0,	-- grams, of one
	unit_price	INTEGER NOT NULL CHECK (unit_price >= 0),
	quantity	INTEGER NOT NULL CHECK (quantity > 0),
	subtotal	INTEGER NOT NULL CHECK (subtotal = unit_price * quantity),
	discount	INTEGER NOT NULL DEFAULT 0 CHECK
			(discount BETWEEN 0 AND subtotal),
	total		INTEGER NOT NULL CHECK (total = subtotal - discount),
	tax		INTEGER NOT NULL DEFAULT 0 CHECK (tax >= 0),
	fulfilled	INTEGER NOT NULL DEFAULT 0 CHECK
			(fulfilled BETWEEN 0 AND quantity),
	returned	INTEGER NOT NULL DEFAULT 0 CHECK
			(returned BETWEEN 0 AND quantity),
	refunded_pieces	INTEGER NOT NULL DEFAULT 0 CHECK
			(refunded_pieces BETWEEN 0 AND quantity),
	refunded	INTEGER NOT NULL DEFAULT 0 CHECK
			(refunded BETWEEN 0 AND total + tax),
	UNIQUE (order_id, position)
) STRICT;
CREATE INDEX order_line_variation ON order_line (variation_id)
	WHERE variation_id IS NOT NULL;

CREATE TABLE order_line_part (
	line_id		TEXT NOT NULL REFERENCES order_line (id)
			ON DELETE CASCADE,
	position	INTEGER NOT NULL,
	variation_id	TEXT NOT NULL,		-- may be gone meanwhile
	name		TEXT NOT NULL,
	options		TEXT NOT NULL DEFAULT '',
	sku		TEXT,
	quantity	INTEGER NOT NULL CHECK (quantity > 0),
	PRIMARY KEY (line_id, position)
) STRICT;

CREATE TABLE order_discount (
	order_id	TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
	position	INTEGER NOT NULL,
	line_id		TEXT REFERENCES order_line (id) ON DELETE CASCADE,
	promotion_id	TEXT,
	code		TEXT,
	label		TEXT NOT NULL,
	amount		INTEGER NOT NULL CHECK (amount > 0),
	PRIMARY KEY (order_id, position)
) STRICT;

CREATE TABLE order_tax (
	order_id	TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
	name		TEXT NOT NULL,
	rate		INTEGER NOT NULL,
	base		INTEGER NOT NULL,
	amount		INTEGER NOT NULL CHECK (amount >= 0),
	PRIMARY KEY (order_id, name, rate)
) STRICT;

CREATE TABLE order_event (
	id		TEXT NOT NULL PRIMARY KEY,
	order_id	TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
	kind		TEXT NOT NULL,		-- 'state', 'note', 'payment' …
	state_from	TEXT,
	state_to	TEXT,
	text		TEXT,
	amount		INTEGER,
	is_public	INTEGER NOT NULL DEFAULT 0 CHECK (is_public IN (0, 1)),
	user_id		TEXT,
	created_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX order_event_order ON order_event (order_id, id);

CREATE TABLE fulfilment (
	id		TEXT NOT NULL PRIMARY KEY,
	order_id	TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
	state		TEXT NOT NULL CHECK (state IN
			('shipped', 'delivered', 'cancelled')),
	carrier		TEXT,
	tracking_number	TEXT,
	tracking_url	TEXT,
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX fulfilment_order ON fulfilment (order_id, id);

CREATE TABLE fulfilment_line (
	fulfilment_id	TEXT NOT NULL REFERENCES fulfilment (id)
			ON DELETE CASCADE,
	line_id		TEXT NOT NULL REFERENCES order_line (id)
			ON DELETE CASCADE,
	quantity	INTEGER NOT NULL CHECK (quantity > 0),
	PRIMARY KEY (fulfilment_id, line_id)
) STRICT;
CREATE INDEX fulfilment_line_line ON fulfilment_line (line_id);

CREATE TABLE order_return (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	order_id	TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
	state		TEXT NOT NULL CHECK (state IN ('requested',
			'approved', 'refused', 'received', 'refunded')),
	reason		TEXT NOT NULL,
	note		TEXT,			-- the buyer's
	answer		TEXT,			-- the shop's
	restock		INTEGER NOT NULL DEFAULT 1 CHECK (restock IN (0, 1)),
	amount		INTEGER NOT NULL DEFAULT 0 CHECK (amount >= 0),
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX order_return_order ON order_return (order_id, id);
CREATE INDEX order_return_brand ON order_return (brand_id, id);
CREATE INDEX order_return_state ON order_return (brand_id, state, id);

CREATE TABLE order_return_line (
	return_id	TEXT NOT NULL REFERENCES order_return (id)
			ON DELETE CASCADE,
	line_id		TEXT NOT NULL REFERENCES order_line (id)
			ON DELETE CASCADE,
	quantity	INTEGER NOT NULL CHECK (quantity > 0),
	PRIMARY KEY (return_id, line_id)
) STRICT;
CREATE INDEX order_return_line_line ON order_return_line (line_id);
