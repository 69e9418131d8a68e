-- SPDX-License-Identifier: ISC
-- Accounts complete, and mail.

-- accounts
ALTER TABLE users ADD COLUMN phone TEXT;
ALTER TABLE users ADD COLUMN business_name TEXT;
ALTER TABLE users ADD COLUMN avatar_url TEXT;
ALTER TABLE users ADD COLUMN subscription TEXT NOT NULL DEFAULT 'free' CHECK
	(subscription IN ('free', 'pro', 'enterprise'));
ALTER TABLE users ADD COLUMN email_verified_at INTEGER;
ALTER TABLE users ADD COLUMN terms_accepted_at INTEGER;

-- notify
CREATE TABLE mail (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	user_id		TEXT REFERENCES users (id) ON DELETE SET NULL,
	template	TEXT NOT NULL,
	locale		TEXT NOT NULL CHECK (locale IN ('fr', 'en', 'ar')),
	recipient	TEXT NOT NULL,
	sealed		TEXT,
	state		TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN
			('waiting', 'sent', 'dead', 'dropped')),
	reply		TEXT,
	created_at	INTEGER NOT NULL,
	sent_at		INTEGER
) STRICT;
CREATE INDEX mail_brand ON mail (brand_id, id);
CREATE INDEX mail_user ON mail (user_id);
