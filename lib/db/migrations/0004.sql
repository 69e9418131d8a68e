-- SPDX-License-Identifier: ISC
-- Accounts complete, and mail.

-- queue
ALTER TABLE job ADD COLUMN lane TEXT NOT NULL DEFAULT 'work' CHECK (lane IN
	('work', 'send', 'call'));
DROP INDEX job_due;
CREATE INDEX job_due ON job (lane, state, due_at, id);
CREATE INDEX job_state ON job (state, id);
CREATE INDEX job_kind ON job (kind, id);

-- accounts
ALTER TABLE users ADD COLUMN phone TEXT;
ALTER TABLE users ADD COLUMN business_name TEXT;
ALTER TABLE users ADD COLUMN avatar_url TEXT;
ALTER TABLE users ADD COLUMN subscription TEXT NOT NULL DEFAULT 'free' CHECK
	(subscription IN ('free', 'pro', 'enterprise'));
ALTER TABLE users ADD COLUMN email_verified_at INTEGER;
ALTER TABLE users ADD COLUMN terms_accepted_at INTEGER;

CREATE TABLE signup (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	email		TEXT NOT NULL,
	email_key	TEXT NOT NULL,
	name		TEXT NOT NULL,
	password_hash	TEXT NOT NULL,
	locale		TEXT NOT NULL,
	token_hash	TEXT UNIQUE,
	token_ends_at	INTEGER,
	mails		INTEGER NOT NULL DEFAULT 0,
	created_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX signup_email ON signup (email_key, created_at);
CREATE INDEX signup_created ON signup (created_at);

CREATE TABLE mailed_token (
	token_hash	TEXT NOT NULL PRIMARY KEY,
	user_id		TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	purpose		TEXT NOT NULL CHECK (purpose IN
			('reset_password', 'change_email')),
	email		TEXT NOT NULL,
	created_at	INTEGER NOT NULL,
	ends_at		INTEGER NOT NULL,
	ended_at	INTEGER
) STRICT;
CREATE INDEX mailed_token_user ON mailed_token (user_id, purpose, created_at);
CREATE INDEX mailed_token_created ON mailed_token (created_at);

CREATE TABLE preference (
	user_id		TEXT NOT NULL PRIMARY KEY REFERENCES users (id)
			ON DELETE CASCADE,
	theme		TEXT NOT NULL CHECK (theme IN ('system', 'light', 'dark')),
	time_zone	TEXT,
	order_mail	INTEGER NOT NULL CHECK (order_mail IN (0, 1)),
	reminder_mail	INTEGER NOT NULL CHECK (reminder_mail IN (0, 1)),
	updated_at	INTEGER NOT NULL
) STRICT;

CREATE TABLE consent (
	id		TEXT NOT NULL PRIMARY KEY,
	user_id		TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	purpose		TEXT NOT NULL CHECK (purpose IN
			('terms', 'newsletter', 'analytics', 'personalisation')),
	granted		INTEGER NOT NULL CHECK (granted IN (0, 1)),
	ip_address	TEXT,
	created_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_user ON consent (user_id, purpose, id);

CREATE TABLE creator_profile (
	user_id		TEXT NOT NULL PRIMARY KEY REFERENCES users (id)
			ON DELETE CASCADE,
	display_name	TEXT NOT NULL,
	bio		TEXT,
	website		TEXT,
	niche		TEXT,
	platforms	TEXT,
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1
) STRICT;
-- audit
ALTER TABLE audit_log ADD COLUMN key_id TEXT;
DROP INDEX audit_log_brand;
CREATE INDEX audit_log_action ON audit_log (brand_id, action, id);
CREATE INDEX audit_log_type ON audit_log (brand_id, entity_type, id);
CREATE INDEX audit_log_brand ON audit_log (brand_id, id);

-- accounts: second factor, API keys, sessions
DROP INDEX session_by_user;
CREATE INDEX session_by_user ON session (user_id, id);
CREATE TABLE user_totp (
	user_id		TEXT NOT NULL PRIMARY KEY REFERENCES users (id)
			ON DELETE CASCADE,
	sealed		TEXT NOT NULL,
	confirmed_at	INTEGER,
	last_step	INTEGER NOT NULL DEFAULT 0,
	created_at	INTEGER NOT NULL
) STRICT;
CREATE TABLE recovery_code (
	user_id		TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	code_hash	TEXT NOT NULL,
	used_at		INTEGER,
	PRIMARY KEY (user_id, code_hash)
) STRICT;
CREATE TABLE login_challenge (
	token_hash	TEXT NOT NULL PRIMARY KEY,
	user_id		TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	enrolls		INTEGER NOT NULL CHECK (enrolls IN (0, 1)),
	remember	INTEGER NOT NULL CHECK (remember IN (0, 1)),
	tries		INTEGER NOT NULL DEFAULT 0,
	created_at	INTEGER NOT NULL,
	expires_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX login_challenge_user ON login_challenge (user_id);
CREATE INDEX login_challenge_expiry ON login_challenge (expires_at);
CREATE TABLE api_key (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	user_id		TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	name		TEXT NOT NULL,
	prefix		TEXT NOT NULL,
	key_hash	TEXT NOT NULL UNIQUE,
	scopes		TEXT NOT NULL,
	created_at	INTEGER NOT NULL,
	last_used_at	INTEGER,
	expires_at	INTEGER,
	revoked_at	INTEGER
) STRICT;
CREATE INDEX api_key_user ON api_key (user_id, id);
CREATE INDEX api_key_brand ON api_key (brand_id, id);
CREATE TABLE oauth_identity (
	id		TEXT NOT NULL PRIMARY KEY,
	user_id		TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	provider	TEXT NOT NULL CHECK (provider IN
			('google', 'facebook')),
	issuer		TEXT NOT NULL,
	subject		TEXT NOT NULL,
	email		TEXT,
	created_at	INTEGER NOT NULL,
	last_used_at	INTEGER NOT NULL,
	UNIQUE (provider, issuer, subject)
) STRICT;
CREATE INDEX oauth_identity_user ON oauth_identity (user_id, id);
CREATE TABLE oauth_state (
	state_hash	TEXT NOT NULL PRIMARY KEY,
	provider	TEXT NOT NULL CHECK (provider IN
			('google', 'facebook')),
	cookie_hash	TEXT NOT NULL,
	nonce_hash	TEXT NOT NULL,
	verifier	TEXT NOT NULL,
	go_to		TEXT NOT NULL,
	session_id	TEXT REFERENCES session (id) ON DELETE CASCADE,
	created_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX oauth_state_age ON oauth_state (created_at);
CREATE INDEX oauth_state_session ON oauth_state (session_id)
	WHERE session_id IS NOT NULL;

-- accounts, customers
CREATE INDEX users_customers ON users (brand_id, id) WHERE role = 'CUSTOMER';
CREATE INDEX users_customer_names ON users (brand_id, lower(name))
	WHERE role = 'CUSTOMER';

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
	transport	TEXT,
	reply		TEXT,
	created_at	INTEGER NOT NULL,
	sent_at		INTEGER
) STRICT;
CREATE INDEX mail_brand ON mail (brand_id, id);
CREATE INDEX mail_user ON mail (user_id);
CREATE INDEX mail_recipient ON mail (recipient);
CREATE INDEX mail_state ON mail (brand_id, state, id);
CREATE INDEX mail_sent ON mail (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX mail_waiting ON mail (created_at) WHERE state = 'waiting';
CREATE INDEX mail_created ON mail (created_at);

CREATE TABLE mail_text (
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	template	TEXT NOT NULL,
	locale		TEXT NOT NULL CHECK (locale IN ('fr', 'en', 'ar')),
	subject		TEXT NOT NULL,
	body		TEXT NOT NULL,
	version		INTEGER NOT NULL DEFAULT 2,
	updated_at	INTEGER NOT NULL,
	PRIMARY KEY (brand_id, template, locale)
) STRICT;

CREATE TABLE webhook_endpoint (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	url		TEXT NOT NULL,
	events		TEXT NOT NULL,
	description	TEXT,
	sealed		TEXT NOT NULL,
	is_active	INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX webhook_endpoint_brand ON webhook_endpoint (brand_id, id);
CREATE INDEX webhook_endpoint_active ON webhook_endpoint (brand_id)
	WHERE is_active = 1;

CREATE TABLE webhook_delivery (
	id		TEXT NOT NULL PRIMARY KEY,
	endpoint_id	TEXT NOT NULL REFERENCES webhook_endpoint (id)
			ON DELETE CASCADE,
	brand_id	TEXT NOT NULL,
	event		TEXT NOT NULL,
	body		TEXT NOT NULL,
	state		TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN
			('waiting', 'delivered', 'dead')),
	attempts	INTEGER NOT NULL DEFAULT 0,
	status		INTEGER,
	answer		TEXT,
	created_at	INTEGER NOT NULL,
	delivered_at	INTEGER
) STRICT;
CREATE INDEX webhook_delivery_endpoint ON webhook_delivery (endpoint_id, id);
CREATE INDEX webhook_delivery_created ON webhook_delivery (created_at);
CREATE INDEX webhook_delivery_waiting ON webhook_delivery (created_at)
	WHERE state = 'waiting';
