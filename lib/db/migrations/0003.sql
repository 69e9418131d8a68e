-- SPDX-License-Identifier: ISC
-- The audit's list, with each of its filters, walks an index, newest first.

DROP INDEX audit_log_user;
DROP INDEX audit_log_entity;
DROP INDEX audit_log_brand;
CREATE INDEX audit_log_user ON audit_log (brand_id, user_id, id);
CREATE INDEX audit_log_entity ON audit_log (brand_id, entity_id, id);
CREATE INDEX audit_log_brand ON audit_log (brand_id, id, action, entity_type);

-- Staff are found without reading through the customers.
DROP INDEX users_brand;
CREATE INDEX users_staff ON users (brand_id, username_key, id, role, is_active)
	WHERE role <> 'CUSTOMER';

-- A brand's products are counted by status without looking at each.
DROP INDEX product_brand_created;
CREATE INDEX product_brand_created ON product (brand_id, created_at, id,
	status);
