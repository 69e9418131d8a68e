-- SPDX-License-Identifier: ISC
--
-- The whole schema of a souk shop, as SQLite takes it.  For PostgreSQL the
-- loader maps the four words INTEGER, TEXT, STRICT and the pragmas.
--
-- Rules: ids are TypeIDs; times are UTC milliseconds; money is minor units
-- beside its currency; booleans are 0 or 1; brand_id stands on every row of a
-- tenant.  What must never happen is a constraint here, not only code.
--
-- A heading "-- module: x (floor n)" says whose the tables below it are; SQL
-- in lib/ names only tables of its own floor or lower ones (make lint).

PRAGMA application_id = 1936684395;	-- 'souk'
PRAGMA user_version = 7;

-- module: queue (floor 2) ---------------------------------------------------

-- Work to do later.  A waiting job has lease_until NULL; a running one a time
-- in the future; a job whose lease has passed is taken over.  Done jobs are
-- deleted; dead ones stay.
CREATE TABLE job (
	id		TEXT NOT NULL PRIMARY KEY,
	kind		TEXT NOT NULL,
	lane		TEXT NOT NULL DEFAULT 'work' CHECK (lane IN
			('work', 'send', 'call', 'keep', 'chat', 'text',
			'file')),		-- who runs it
	payload		TEXT NOT NULL,
	state		TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'dead')),
	due_at		INTEGER NOT NULL,
	attempts	INTEGER NOT NULL DEFAULT 0,
	lease_until	INTEGER,
	worker		TEXT,
	unique_key	TEXT,
	last_error	TEXT,
	created_at	INTEGER NOT NULL,
	CHECK ((state = 'running') = (lease_until IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX job_unique ON job (unique_key)
	WHERE state IN ('waiting', 'running');
CREATE INDEX job_due ON job (lane, state, due_at, id);
CREATE INDEX job_state ON job (state, id);
CREATE INDEX job_kind ON job (kind, id);

-- When each schedule last made a job.
CREATE TABLE schedule (
	kind		TEXT NOT NULL PRIMARY KEY,
	last_at		INTEGER NOT NULL
) STRICT;

-- module: settings (floor 2) ------------------------------------------------

-- What the owner changed from the initial value; value is JSON.
CREATE TABLE setting (
	name		TEXT NOT NULL PRIMARY KEY,
	value		TEXT NOT NULL,
	updated_at	INTEGER NOT NULL
) STRICT;

-- module: audit (floor 2) ---------------------------------------------------

-- Who changed what; append only.  No foreign key to users: it outlives them.
CREATE TABLE audit_log (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT,
	user_id		TEXT,
	action		TEXT NOT NULL,
	entity_type	TEXT NOT NULL,
	entity_id	TEXT,
	changes		TEXT,		-- JSON {before, after}
	ip_address	TEXT,
	user_agent	TEXT,
	created_at	INTEGER NOT NULL,
	key_id		TEXT		-- of an API key that acted
) STRICT;
-- It only ever grows, so its list has an index to walk with any filter, newest
-- first; ids are in order of time.
CREATE INDEX audit_log_user ON audit_log (brand_id, user_id, id);
CREATE INDEX audit_log_entity ON audit_log (brand_id, entity_id, id);
CREATE INDEX audit_log_action ON audit_log (brand_id, action, id);
CREATE INDEX audit_log_type ON audit_log (brand_id, entity_type, id);
CREATE INDEX audit_log_brand ON audit_log (brand_id, id);

-- module: accounts (floor 3) --------------------------------------------------

-- A tenant.  A plain shop has one.
CREATE TABLE brand (
	id		TEXT NOT NULL PRIMARY KEY,
	name		TEXT NOT NULL,
	created_at	INTEGER NOT NULL
) STRICT;

-- A person.  *_key is the folded form that must be unique.  An empty
-- password_hash: signs in by an identity only.
CREATE TABLE users (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	username	TEXT NOT NULL,
	username_key	TEXT NOT NULL UNIQUE,
	email		TEXT NOT NULL,
	email_key	TEXT NOT NULL UNIQUE,
	name		TEXT,
	password_hash	TEXT NOT NULL,
	role		TEXT NOT NULL DEFAULT 'ADMIN' CHECK (role IN
			('SUPER_ADMIN', 'ADMIN', 'VIEWER', 'CUSTOMER')),
	locale		TEXT,
	is_active	INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1,
	phone		TEXT,
	business_name	TEXT,
	avatar_url	TEXT,
	subscription	TEXT NOT NULL DEFAULT 'free' CHECK (subscription IN
			('free', 'pro', 'enterprise')),
	email_verified_at INTEGER,	-- NULL: nobody proved to read it
	terms_accepted_at INTEGER
) STRICT;
CREATE INDEX users_avatar ON users (avatar_url)
	WHERE avatar_url IS NOT NULL;
-- Staff are few, whatever customers there are.
CREATE INDEX users_staff ON users (brand_id, username_key, id, role, is_active)
	WHERE role <> 'CUSTOMER';
CREATE INDEX users_customers ON users (brand_id, id) WHERE role = 'CUSTOMER';
CREATE INDEX users_customer_names ON users (brand_id, lower(name))
	WHERE role = 'CUSTOMER';

-- A login.  Tokens are stored as SHA-256 only.
CREATE TABLE session (
	id		TEXT NOT NULL PRIMARY KEY,
	user_id		TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	token_hash	TEXT NOT NULL UNIQUE,
	remember	INTEGER NOT NULL CHECK (remember IN (0, 1)),
	ip_address	TEXT,
	user_agent	TEXT,
	created_at	INTEGER NOT NULL,
	last_seen_at	INTEGER NOT NULL,
	expires_at	INTEGER NOT NULL,
	ended_at	INTEGER
) STRICT;
CREATE INDEX session_by_user ON session (user_id, id);
CREATE INDEX session_expiry ON session (expires_at);

-- Refresh tokens of a session, one unused at a time; a used one that comes
-- back ends the session.
CREATE TABLE refresh_token (
	token_hash	TEXT NOT NULL PRIMARY KEY,
	session_id	TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
	created_at	INTEGER NOT NULL,
	used_at		INTEGER
) STRICT;
CREATE UNIQUE INDEX refresh_token_unused ON refresh_token (session_id)
	WHERE used_at IS NULL;
CREATE INDEX refresh_token_session ON refresh_token (session_id);

-- Refused credentials, counted to slow guessing down.  account_key is the
-- user's id, or the SHA-256 of a name that nobody has.
CREATE TABLE login_failure (
	id		TEXT NOT NULL PRIMARY KEY,
	account_key	TEXT NOT NULL,
	address		TEXT NOT NULL,
	created_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX login_failure_address ON login_failure (address, created_at);
CREATE INDEX login_failure_account ON login_failure (account_key, created_at);

-- Addresses from which an account signed in before.
CREATE TABLE login_success (
	user_id		TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	address		TEXT NOT NULL,
	last_at		INTEGER NOT NULL,
	PRIMARY KEY (user_id, address)
) STRICT;

-- Who wants an account and has not yet shown to read mail at that address.  id
-- is that of the account to be.  Anybody may ask for any address, so there may
-- be several; the first that is confirmed ends the others.
CREATE TABLE signup (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	email		TEXT NOT NULL,
	email_key	TEXT NOT NULL,
	name		TEXT NOT NULL,
	password_hash	TEXT NOT NULL,
	locale		TEXT NOT NULL,
	token_hash	TEXT UNIQUE,	-- NULL: not mailed
	token_ends_at	INTEGER,
	mails		INTEGER NOT NULL DEFAULT 0,
	created_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX signup_email ON signup (email_key, created_at);
CREATE INDEX signup_created ON signup (created_at);

-- A secret that was mailed to somebody with an account; single use.  A new one
-- ends those of its purpose before it.
CREATE TABLE mailed_token (
	token_hash	TEXT NOT NULL PRIMARY KEY,
	user_id		TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	purpose		TEXT NOT NULL CHECK (purpose IN
			('reset_password', 'change_email')),
	email		TEXT NOT NULL,	-- the address that it proves
	created_at	INTEGER NOT NULL,
	ends_at		INTEGER NOT NULL,
	ended_at	INTEGER		-- used, or replaced
) STRICT;
CREATE INDEX mailed_token_user ON mailed_token (user_id, purpose, created_at);
CREATE INDEX mailed_token_created ON mailed_token (created_at);

-- How somebody likes the shop to be.
CREATE TABLE preference (
	user_id		TEXT NOT NULL PRIMARY KEY REFERENCES users (id)
			ON DELETE CASCADE,
	theme		TEXT NOT NULL CHECK (theme IN ('system', 'light', 'dark')),
	time_zone	TEXT,
	order_mail	INTEGER NOT NULL CHECK (order_mail IN (0, 1)),
	reminder_mail	INTEGER NOT NULL CHECK (reminder_mail IN (0, 1)),
	updated_at	INTEGER NOT NULL
) STRICT;

-- What somebody agreed to or took back, and when; append only.
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

-- What a creator shows of themselves.
CREATE TABLE creator_profile (
	user_id		TEXT NOT NULL PRIMARY KEY REFERENCES users (id)
			ON DELETE CASCADE,
	display_name	TEXT NOT NULL,
	bio		TEXT,
	website		TEXT,
	niche		TEXT,
	platforms	TEXT,		-- one a line
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1
) STRICT;
-- An authenticator app.  The secret is sealed; a code of last_step, or of an
-- older one, was used.  confirmed_at NULL: it is being set up.
CREATE TABLE user_totp (
	user_id		TEXT NOT NULL PRIMARY KEY REFERENCES users (id)
			ON DELETE CASCADE,
	sealed		TEXT NOT NULL,
	confirmed_at	INTEGER,
	last_step	INTEGER NOT NULL DEFAULT 0,
	created_at	INTEGER NOT NULL
) STRICT;

-- What signs in once each when the app is lost; as SHA-256.
CREATE TABLE recovery_code (
	user_id		TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	code_hash	TEXT NOT NULL,
	used_at		INTEGER,
	PRIMARY KEY (user_id, code_hash)
) STRICT;

-- Somebody whose password was right and who owes a code; as SHA-256.
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

-- A program that acts for a member of staff, within scopes: names of
-- permissions, one a line.  The key itself is stored as SHA-256.
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

-- Customers who are treated alike: their own prices.
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

-- Somebody at another provider; never known by an address.  email is what
-- the provider last said, for their eyes only.
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

-- Attempts to sign in with another provider: one browser's (cookie), once,
-- for ten minutes.  verifier is sealed.  session_id: to link, not to sign in.
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

-- module: media (floor 3) ---------------------------------------------------

-- A picture, and the folder of its files: media/public/<name> or
-- media/private/<name>, complete and on the disk before the row is there.
-- name is of what came in and of how files are made from it, so it stands for
-- the same bytes for ever; rows of two brands may share it.  Deleted ones
-- stay for a time, files and all.
CREATE TABLE media (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	user_id		TEXT,			-- who brought it; NULL: a job
	name		TEXT NOT NULL,		-- "ab/…", hexadecimal
	is_private	INTEGER NOT NULL CHECK (is_private IN (0, 1)),
	file_name	TEXT,			-- as the sender calls it
	width		INTEGER NOT NULL CHECK (width > 0),	-- upright
	height		INTEGER NOT NULL CHECK (height > 0),
	largest		INTEGER NOT NULL CHECK (largest > 0),	-- widest file
	bytes		INTEGER NOT NULL CHECK (bytes > 0),	-- of all files
	color		TEXT NOT NULL,		-- "#rrggbb", the main one
	placeholder	TEXT NOT NULL,		-- WebP, a few pixels, base64
	created_at	INTEGER NOT NULL,
	deleted_at	INTEGER,
	stored_at	INTEGER,		-- in the second store; NULL: no
	UNIQUE (brand_id, name, is_private)
) STRICT;
CREATE INDEX media_shown ON media (brand_id, is_private, id)
	WHERE deleted_at IS NULL;
CREATE INDEX media_bin ON media (brand_id, is_private, id)
	WHERE deleted_at IS NOT NULL;
CREATE INDEX media_name ON media (name);
CREATE INDEX media_unstored ON media (id) WHERE stored_at IS NULL;
CREATE INDEX media_user ON media (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX media_deleted ON media (deleted_at) WHERE deleted_at IS NOT NULL;

-- A picture somewhere on the web that the shop takes over: shown once it is
-- ready.  error is the code of the message why not.
CREATE TABLE media_source (
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	url		TEXT NOT NULL,
	state		TEXT NOT NULL CHECK (state IN
			('waiting', 'ready', 'failed')),
	media_id	TEXT REFERENCES media (id) ON DELETE CASCADE,
	error		TEXT,
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	PRIMARY KEY (brand_id, url),
	CHECK ((state = 'ready') = (media_id IS NOT NULL))
) STRICT;
CREATE INDEX media_source_media ON media_source (media_id)
	WHERE media_id IS NOT NULL;
CREATE INDEX media_source_state ON media_source (state, updated_at);

-- module: ops (floor 3) -----------------------------------------------------

-- Answers to POSTs that carried an Idempotency-Key, for 24 h.
CREATE TABLE idempotency (
	actor		TEXT NOT NULL,
	key		TEXT NOT NULL,
	request_hash	TEXT NOT NULL,
	status		INTEGER NOT NULL,
	head		TEXT NOT NULL,
	body		TEXT NOT NULL,
	created_at	INTEGER NOT NULL,
	PRIMARY KEY (actor, key)
) STRICT;
CREATE INDEX idempotency_created ON idempotency (created_at);

-- module: watch (floor 3.6) -------------------------------------------------

-- What the shop was like, a row a minute; NULL: it could not be told.  A minute
-- without a row was one in which nobody looked, so the shop was not there.
CREATE TABLE watch_sample (
	at		INTEGER NOT NULL PRIMARY KEY,	-- its first ms
	up		INTEGER NOT NULL CHECK (up IN (0, 1)),
	answer_ms	INTEGER,
	requests	INTEGER,
	errors		INTEGER,	-- of these, 5xx
	p50_ms		INTEGER,
	p95_ms		INTEGER,
	p99_ms		INTEGER,
	slow		INTEGER,	-- statements
	waiting		INTEGER,	-- jobs that are due
	oldest_min	INTEGER,	-- how long the first of them is
	dead		INTEGER,
	disk_bytes	INTEGER,	-- free
	disk_percent	INTEGER,
	wal_mb		INTEGER,
	cpu_ms		INTEGER,	-- of all our processes
	memory_mb	INTEGER,
	growth_mb	INTEGER,	-- an hour, of the process that grows most
	load_percent	INTEGER,	-- of the machine; 100: one processor
	connections	INTEGER,
	certificate_days INTEGER,
	mail_percent	INTEGER,	-- of the month's quota
	pictures_percent INTEGER,
	backup_min	INTEGER,	-- since the last good one
	backup_failed	INTEGER,	-- the last one was not good
	clock_s		INTEGER		-- by how much it was set
) STRICT;

-- How long a rule has been bad or good, in minutes; and its last value.
CREATE TABLE watch_rule (
	rule		TEXT NOT NULL PRIMARY KEY,
	value		INTEGER,
	bad		INTEGER NOT NULL,
	good		INTEGER NOT NULL
) STRICT;

-- A rule was bad for so long that somebody had to know.
CREATE TABLE watch_alert (
	id		TEXT NOT NULL PRIMARY KEY,
	rule		TEXT NOT NULL,
	severity	TEXT NOT NULL CHECK (severity IN
			('warning', 'critical')),
	value		INTEGER NOT NULL,	-- when it was opened
	worst		INTEGER NOT NULL,
	threshold	INTEGER NOT NULL,
	opened_at	INTEGER NOT NULL,
	told_at		INTEGER,		-- NULL: nobody to mail to
	escalated_at	INTEGER,
	acknowledged_by	TEXT,			-- a user
	acknowledged_at	INTEGER,
	closed_at	INTEGER
) STRICT;
CREATE UNIQUE INDEX watch_alert_open ON watch_alert (rule)
	WHERE closed_at IS NULL;
CREATE INDEX watch_alert_closed ON watch_alert (closed_at)
	WHERE closed_at IS NOT NULL;
CREATE INDEX watch_alert_person ON watch_alert (acknowledged_by)
	WHERE acknowledged_by IS NOT NULL;

-- What is remembered from one look to the next.
CREATE TABLE watch_state (
	name		TEXT NOT NULL PRIMARY KEY,
	value		TEXT NOT NULL
) STRICT;

-- Statements that took long, as far as the log tells.
CREATE TABLE watch_slow (
	sql		TEXT NOT NULL PRIMARY KEY,	-- its beginning
	times		INTEGER NOT NULL,
	worst_ms	INTEGER NOT NULL,
	last_at		INTEGER NOT NULL
) STRICT;
CREATE INDEX watch_slow_last ON watch_slow (last_at);

-- Errors of the log, each kind once, to be reported.
CREATE TABLE watch_error (
	fingerprint	TEXT NOT NULL PRIMARY KEY,	-- SHA-256, hexadecimal
	program		TEXT NOT NULL,
	message		TEXT NOT NULL,		-- without personal data
	tags		TEXT NOT NULL,		-- JSON
	times		INTEGER NOT NULL,
	reported	INTEGER NOT NULL,	-- how many of them were told
	first_at	INTEGER NOT NULL,
	last_at		INTEGER NOT NULL,
	due_at		INTEGER			-- NULL: all was told
) STRICT;
CREATE INDEX watch_error_last ON watch_error (last_at);
CREATE INDEX watch_error_due ON watch_error (due_at)
	WHERE due_at IS NOT NULL;

-- module: backup (floor 3.5) ------------------------------------------------

-- What was copied when: the last good one says how much could be lost.  name
-- is that of the copy, in backup/copies; one that failed has none.
CREATE TABLE backup_run (
	id		TEXT NOT NULL PRIMARY KEY,
	kind		TEXT NOT NULL CHECK (kind IN
			('auto', 'asked', 'upgrade')),
	started_at	INTEGER NOT NULL,
	ended_at	INTEGER,
	status		TEXT NOT NULL CHECK (status IN
			('running', 'good', 'failed')),
	name		TEXT,
	bytes		INTEGER NOT NULL DEFAULT 0,	-- of all that is in it
	new_bytes	INTEGER NOT NULL DEFAULT 0,	-- beyond those before
	files		INTEGER NOT NULL DEFAULT 0,
	second_at	INTEGER,		-- in the second place; NULL: no
	error		TEXT,
	CHECK ((status = 'running') = (ended_at IS NULL))
) STRICT;
CREATE INDEX backup_run_started ON backup_run (started_at);
CREATE INDEX backup_run_status ON backup_run (status, ended_at);
CREATE INDEX backup_run_name ON backup_run (name) WHERE name IS NOT NULL;

-- module: whatsapp (floor 3.7) --------------------------------------------------

-- A telephone number of ours at Meta.  sealed: its own access token, NULL: the
-- configured one.  free_at: when the next message may go at its rate, so that
-- the limit outlives a restart (microseconds since 1970).  per_day: how many
-- people may be written to first within 24 hours; NULL: as many as one likes.
CREATE TABLE wa_number (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	meta_id		TEXT NOT NULL UNIQUE,	-- phone_number_id
	account_id	TEXT NOT NULL,		-- the business account's
	phone		TEXT NOT NULL,		-- digits, with the country's
	name		TEXT,
	is_default	INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
	is_active	INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
	coexists	INTEGER NOT NULL DEFAULT 0 CHECK (coexists IN (0, 1)),
						-- the app on a phone, too
	sealed		TEXT,
	quality		TEXT,
	per_second	INTEGER NOT NULL DEFAULT 80 CHECK
			(per_second BETWEEN 1 AND 1000),
	per_day		INTEGER CHECK (per_day > 0),
	free_at		INTEGER NOT NULL DEFAULT 0,
	held_until	INTEGER,		-- nothing goes before then
	problem		TEXT,			-- what Meta said last
	synced_at	INTEGER,
	gone_at		INTEGER,		-- Meta names it no more
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX wa_number_brand ON wa_number (brand_id, id);
CREATE UNIQUE INDEX wa_number_default ON wa_number (brand_id)
	WHERE is_default = 1;

-- Somebody on WhatsApp.  Either name may be missing: people with a user name
-- have no number here.  Rows that turn out to be one person become one.
CREATE TABLE wa_person (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	wa_id		TEXT,			-- digits, as Meta writes them
	user_ref	TEXT,			-- business-scoped user id
	phone		TEXT,			-- digits, as the shop knows them
	name		TEXT,			-- the profile's
	username	TEXT,
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	UNIQUE (brand_id, wa_id),
	UNIQUE (brand_id, user_ref),
	CHECK (wa_id IS NOT NULL OR user_ref IS NOT NULL OR phone IS NOT NULL)
) STRICT;
CREATE INDEX wa_person_phone ON wa_person (brand_id, phone)
	WHERE phone IS NOT NULL;

-- A person and a number of ours: until when one may write freely, and how fast.
-- last_in_at: of their last message, by Meta's clock; 24 hours from it
-- free-form messages may go.  free_at as in wa_number, for one person.
-- begun_at: when we last wrote first, for the daily limit.
CREATE TABLE wa_pair (
	number_id	TEXT NOT NULL REFERENCES wa_number (id)
			ON DELETE CASCADE,
	person_id	TEXT NOT NULL REFERENCES wa_person (id)
			ON DELETE CASCADE,
	last_in_at	INTEGER,
	last_in_ref	TEXT,			-- its wamid, to be marked read
	free_at		INTEGER NOT NULL DEFAULT 0,
	begun_at	INTEGER,
	PRIMARY KEY (number_id, person_id)
) STRICT;
CREATE INDEX wa_pair_person ON wa_pair (person_id);
CREATE INDEX wa_pair_begun ON wa_pair (number_id, begun_at)
	WHERE begun_at IS NOT NULL;

-- What Meta told, item by item and each once (key: what it is and Meta's name
-- for it), as it came, for 30 days.
CREATE TABLE wa_event (
	id		TEXT NOT NULL PRIMARY KEY,
	key		TEXT NOT NULL UNIQUE,
	kind		TEXT NOT NULL CHECK (kind IN
			('message', 'status', 'error', 'other')),
	brand_id	TEXT,
	number_id	TEXT,			-- NULL: none of ours
	person_id	TEXT,
	field		TEXT NOT NULL,
	type		TEXT,			-- of a message, a status
	body		TEXT NOT NULL,		-- JSON
	outcome		TEXT NOT NULL CHECK (outcome IN
			('applied', 'nothing', 'unknown', 'stranger',
			'refused', 'early')),
	problem		TEXT,
	made_at		INTEGER NOT NULL,	-- by Meta's clock, ms
	received_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX wa_event_received ON wa_event (received_at);
CREATE INDEX wa_event_brand ON wa_event (brand_id, id);
CREATE INDEX wa_event_person ON wa_event (person_id, outcome)
	WHERE person_id IS NOT NULL;
CREATE INDEX wa_event_outcome ON wa_event (brand_id, outcome, id);

-- A message that goes out, from when it is asked for.  body: Meta's object but
-- for whom it is to.  A row is "sending" before Meta hears of it: who finds it
-- so cannot know whether Meta has it, and it waits there for a status that
-- names it, or for a person.  States only move as lib/whatsapp's table says.
CREATE TABLE wa_send (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	number_id	TEXT NOT NULL REFERENCES wa_number (id),
	person_id	TEXT NOT NULL REFERENCES wa_person (id),
	kind		TEXT NOT NULL,		-- "text", "template", …
	body		TEXT NOT NULL,		-- JSON; '' once erased
	category	TEXT CHECK (category IN		-- of a template
			('marketing', 'utility', 'authentication')),
	subject		TEXT NOT NULL,		-- who asked: "message", "notice"
	subject_id	TEXT NOT NULL,
	client_key	TEXT,			-- whoever asks twice sends once
	state		TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN
			('waiting', 'sending', 'doubt', 'sent', 'delivered',
			'read', 'played', 'failed', 'dropped')),
	wamid		TEXT,
	attempts	INTEGER NOT NULL DEFAULT 0,
	due_at		INTEGER NOT NULL,
	error_code	INTEGER,		-- Meta's
	error		TEXT,
	created_at	INTEGER NOT NULL,
	sending_at	INTEGER,
	sent_at		INTEGER,
	delivered_at	INTEGER,
	read_at		INTEGER,
	ended_at	INTEGER
) STRICT;
CREATE UNIQUE INDEX wa_send_wamid ON wa_send (wamid) WHERE wamid IS NOT NULL;
CREATE UNIQUE INDEX wa_send_key ON wa_send (brand_id, client_key)
	WHERE client_key IS NOT NULL;
CREATE INDEX wa_send_brand ON wa_send (brand_id, id);
CREATE INDEX wa_send_state ON wa_send (brand_id, state, id);
CREATE INDEX wa_send_waiting ON wa_send (number_id, due_at, id)
	WHERE state = 'waiting';
CREATE INDEX wa_send_line ON wa_send (number_id, person_id, id)
	WHERE state IN ('waiting', 'sending');
CREATE INDEX wa_send_sending ON wa_send (sending_at) WHERE state = 'sending';
CREATE INDEX wa_send_person ON wa_send (person_id, id);
CREATE INDEX wa_send_subject ON wa_send (subject, subject_id);
CREATE INDEX wa_send_created ON wa_send (created_at);

-- What Meta has approved, as it was last told: an account's, once for each
-- brand that has a number of it.
CREATE TABLE wa_template (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	account_id	TEXT NOT NULL,
	meta_id		TEXT NOT NULL,
	name		TEXT NOT NULL,
	language	TEXT NOT NULL,		-- as Meta writes it, exactly
	category	TEXT NOT NULL,
	status		TEXT NOT NULL,
	components	TEXT NOT NULL,		-- JSON
	variables	INTEGER NOT NULL DEFAULT 0,	-- in its body
	quality		TEXT,
	reason		TEXT,			-- why it was refused
	synced_at	INTEGER NOT NULL,
	UNIQUE (account_id, name, language, brand_id)
) STRICT;
CREATE INDEX wa_template_brand ON wa_template (brand_id, name, language, id);

-- Whether somebody wants to be written to, and how we know; append only.
CREATE TABLE wa_consent (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	person_id	TEXT NOT NULL REFERENCES wa_person (id)
			ON DELETE CASCADE,
	purpose		TEXT NOT NULL CHECK (purpose IN
			('service', 'marketing')),
	granted		INTEGER NOT NULL CHECK (granted IN (0, 1)),
	source		TEXT NOT NULL CHECK (source IN ('word', 'form',
			'checkout', 'account', 'staff', 'meta')),
	evidence	TEXT NOT NULL,		-- the word, the form's text …
	user_id		TEXT,			-- of the staff who entered it
	created_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX wa_consent_person ON wa_consent (person_id, purpose, id);

-- Files that Meta holds for us, so that none is brought there twice.
CREATE TABLE wa_upload (
	number_id	TEXT NOT NULL REFERENCES wa_number (id)
			ON DELETE CASCADE,
	sha256		TEXT NOT NULL,
	meta_id		TEXT NOT NULL,
	expires_at	INTEGER NOT NULL,
	PRIMARY KEY (number_id, sha256)
) STRICT;
CREATE INDEX wa_upload_expires ON wa_upload (expires_at);

-- module: notify (floor 4) ----------------------------------------------------

-- A mail to one recipient, from when it is asked for until retention.  Its id
-- makes the Message-ID.  What it says is rendered when it is sent, from the
-- sealed fields, which are gone afterwards.
CREATE TABLE mail (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	user_id		TEXT REFERENCES users (id) ON DELETE SET NULL,
	template	TEXT NOT NULL,
	locale		TEXT NOT NULL CHECK (locale IN ('fr', 'en', 'ar')),
	recipient	TEXT NOT NULL,
	sealed		TEXT,		-- JSON of the fields
	state		TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN
			('waiting', 'sent', 'dead', 'dropped')),
	transport	TEXT,
	reply		TEXT,		-- the last word of the transport
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

-- What the owner has mails say in place of souk's own words.
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

-- Where the owner wants to be told of changes.  events: one a line, "*" is
-- all; sealed: the secret that signs, once in clear for whoever made it.
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

-- One event for one endpoint, until retention.  Its id is the receiver's key
-- of idempotency; its body holds ids only, nothing of a person.
CREATE TABLE webhook_delivery (
	id		TEXT NOT NULL PRIMARY KEY,
	endpoint_id	TEXT NOT NULL REFERENCES webhook_endpoint (id)
			ON DELETE CASCADE,
	brand_id	TEXT NOT NULL,
	event		TEXT NOT NULL,
	body		TEXT NOT NULL,		-- JSON, as it is signed
	state		TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN
			('waiting', 'delivered', 'dead')),
	attempts	INTEGER NOT NULL DEFAULT 0,
	status		INTEGER,		-- of the last answer
	answer		TEXT,			-- how that began
	created_at	INTEGER NOT NULL,
	delivered_at	INTEGER
) STRICT;
CREATE INDEX webhook_delivery_endpoint ON webhook_delivery (endpoint_id, id);
CREATE INDEX webhook_delivery_created ON webhook_delivery (created_at);
CREATE INDEX webhook_delivery_waiting ON webhook_delivery (created_at)
	WHERE state = 'waiting';

-- A text to one telephone, from when it is asked for until retention.
-- "sending" and "doubt" as in wa_send.
CREATE TABLE sms (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	user_id		TEXT REFERENCES users (id) ON DELETE SET NULL,
	recipient	TEXT NOT NULL,		-- E.164, with its plus
	sealed		TEXT,			-- its text; NULL once over
	subject		TEXT NOT NULL,		-- "notice", "driver"
	subject_id	TEXT NOT NULL,
	state		TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN
			('waiting', 'sending', 'doubt', 'sent', 'delivered',
			'failed', 'dead', 'dropped')),
	sid		TEXT,			-- Twilio's name for it
	segments	INTEGER,
	attempts	INTEGER NOT NULL DEFAULT 0,
	error_code	INTEGER,
	error		TEXT,
	created_at	INTEGER NOT NULL,
	sending_at	INTEGER,
	sent_at		INTEGER,
	ended_at	INTEGER
) STRICT;
CREATE UNIQUE INDEX sms_sid ON sms (sid) WHERE sid IS NOT NULL;
CREATE INDEX sms_brand ON sms (brand_id, id);
CREATE INDEX sms_state ON sms (brand_id, state, id);
CREATE INDEX sms_sending ON sms (sending_at) WHERE state = 'sending';
CREATE INDEX sms_user ON sms (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX sms_recipient ON sms (recipient);
CREATE INDEX sms_subject ON sms (subject, subject_id);
CREATE INDEX sms_created ON sms (created_at);

-- What Twilio told, each once, for 30 days; texts that came in among it.
CREATE TABLE sms_event (
	id		TEXT NOT NULL PRIMARY KEY,
	key		TEXT NOT NULL UNIQUE,
	brand_id	TEXT,
	sms_id		TEXT,
	kind		TEXT NOT NULL CHECK (kind IN ('status', 'text')),
	status		TEXT,
	sender		TEXT,
	body		TEXT NOT NULL,		-- the form, as JSON
	outcome		TEXT NOT NULL CHECK (outcome IN
			('applied', 'nothing', 'unknown', 'early')),
	received_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX sms_event_received ON sms_event (received_at);
CREATE INDEX sms_event_sender ON sms_event (sender) WHERE sender IS NOT NULL;
CREATE INDEX sms_event_brand ON sms_event (brand_id, kind, id);

-- Who does not want texts any more, as they or Twilio said.
CREATE TABLE sms_stop (
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	phone		TEXT NOT NULL,
	source		TEXT NOT NULL,
	created_at	INTEGER NOT NULL,
	PRIMARY KEY (brand_id, phone)
) STRICT;

-- Something that one person is told, by the first way of theirs that works.
-- sealed: what it says; gone once it is over.
CREATE TABLE notice (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	user_id		TEXT REFERENCES users (id) ON DELETE SET NULL,
	topic		TEXT NOT NULL,		-- "orders", "stock", …
	template	TEXT NOT NULL,		-- of the mail that says it
	subject		TEXT,			-- "order"
	subject_id	TEXT,
	locale		TEXT NOT NULL CHECK (locale IN ('fr', 'en', 'ar')),
	email		TEXT,
	phone		TEXT,
	ways		TEXT NOT NULL,		-- in the order to try, a line each
	sealed		TEXT,
	state		TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN
			('waiting', 'under_way', 'told', 'dead', 'dropped')),
	told_by		TEXT,
	due_at		INTEGER NOT NULL,
	created_at	INTEGER NOT NULL,
	ended_at	INTEGER
) STRICT;
CREATE INDEX notice_brand ON notice (brand_id, id);
CREATE INDEX notice_state ON notice (brand_id, state, id);
CREATE INDEX notice_user ON notice (user_id, id) WHERE user_id IS NOT NULL;
CREATE INDEX notice_subject ON notice (subject, subject_id, id)
	WHERE subject IS NOT NULL;
CREATE INDEX notice_email ON notice (email) WHERE email IS NOT NULL;
CREATE INDEX notice_created ON notice (created_at);

-- One way that was tried.  ref: the mail, the WhatsApp message, the text.
CREATE TABLE notice_try (
	notice_id	TEXT NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
	place		INTEGER NOT NULL,
	way		TEXT NOT NULL CHECK (way IN
			('email', 'whatsapp', 'sms', 'app')),
	state		TEXT NOT NULL CHECK (state IN ('under_way', 'doubt',
			'sent', 'delivered', 'read', 'failed', 'skipped')),
	ref		TEXT,
	reason		TEXT,			-- a code: why not
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	PRIMARY KEY (notice_id, place)
) STRICT;
CREATE UNIQUE INDEX notice_try_ref ON notice_try (ref) WHERE ref IS NOT NULL;

-- What somebody is told of, and how; no row: as the shop does by itself.
CREATE TABLE notice_wish (
	user_id		TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	topic		TEXT NOT NULL,
	ways		TEXT NOT NULL,		-- in order, a line each; '': none
	updated_at	INTEGER NOT NULL,
	PRIMARY KEY (user_id, topic)
) STRICT;

-- When somebody is not to be woken: minutes of the day where they are.
CREATE TABLE notice_quiet (
	user_id		TEXT NOT NULL PRIMARY KEY REFERENCES users (id)
			ON DELETE CASCADE,
	begins		INTEGER NOT NULL CHECK (begins BETWEEN 0 AND 1439),
	ends		INTEGER NOT NULL CHECK (ends BETWEEN 0 AND 1439),
	updated_at	INTEGER NOT NULL
) STRICT;

-- What rings within the shop: for staff in the office, for customers in their
-- account.
CREATE TABLE bell (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	user_id		TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	topic		TEXT NOT NULL,
	template	TEXT NOT NULL,
	fields		TEXT NOT NULL,		-- JSON
	link		TEXT,			-- a path of ours
	created_at	INTEGER NOT NULL,
	read_at		INTEGER
) STRICT;
CREATE INDEX bell_user ON bell (user_id, id);
CREATE INDEX bell_unread ON bell (user_id, id) WHERE read_at IS NULL;
CREATE INDEX bell_created ON bell (created_at);
CREATE INDEX bell_link ON bell (link) WHERE link IS NOT NULL;

-- module: catalog (floor 4) ---------------------------------------------------

-- A node of the category tree.
CREATE TABLE category (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	parent_id	TEXT REFERENCES category (id),
	image_url	TEXT,
	icon		TEXT,
	position	INTEGER NOT NULL DEFAULT 0,
	is_active	INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
	products	INTEGER NOT NULL DEFAULT 0 CHECK (products >= 0),
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1,
	CHECK (parent_id <> id)
) STRICT;
CREATE INDEX category_parent ON category (parent_id, position);
CREATE INDEX category_image ON category (image_url)
	WHERE image_url IS NOT NULL;

CREATE TABLE category_text (
	category_id	TEXT NOT NULL REFERENCES category (id) ON DELETE CASCADE,
	locale		TEXT NOT NULL CHECK (locale IN ('fr', 'en', 'ar')),
	slug		TEXT NOT NULL,
	name		TEXT NOT NULL,
	description	TEXT,
	PRIMARY KEY (category_id, locale),
	UNIQUE (locale, slug)
) STRICT;

-- A product; what it says stands in product_text, what it costs in
-- product_price and variation_price.  price_from is the lowest effective
-- price of its active variations in the shop's currency; stock their sum.
CREATE TABLE product (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	category_id	TEXT NOT NULL REFERENCES category (id),
	status		TEXT NOT NULL DEFAULT 'DRAFT' CHECK (status IN
			('DRAFT', 'ACTIVE', 'INACTIVE', 'ARCHIVED')),
	is_featured	INTEGER NOT NULL DEFAULT 0 CHECK (is_featured IN (0, 1)),
	is_new		INTEGER NOT NULL DEFAULT 0 CHECK (is_new IN (0, 1)),
	price_from	INTEGER,
	stock		INTEGER NOT NULL DEFAULT 0 CHECK (stock >= 0),
	view_count	INTEGER NOT NULL DEFAULT 0,
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1,
	vendor		TEXT,
	tags		TEXT NOT NULL DEFAULT '',	-- one a line
	tax_class	TEXT NOT NULL DEFAULT 'standard' CHECK (tax_class IN
			('standard', 'reduced', 'super_reduced', 'zero',
			'exempt')),
	compare_at	INTEGER			-- what price_from is crossed out by
) STRICT;
-- Every list walks one of these from where its page begins; counts of any
-- combination with a price are answered by product_price_from alone, those of
-- a price and nothing else by product_by_price, which is much smaller, and
-- those of what is in stock by product_created, those of a brand's by status by
-- product_brand_created.
CREATE INDEX product_created ON product (status, created_at, id, stock);
CREATE INDEX product_category ON product (category_id, status, created_at, id);
CREATE INDEX product_price_from ON product (status, price_from, id,
	is_featured, is_new, category_id);
CREATE INDEX product_by_price ON product (status, price_from);
CREATE INDEX product_category_price ON product (category_id, status,
	price_from, id);
CREATE INDEX product_featured ON product (status, is_featured, created_at, id);
CREATE INDEX product_new ON product (status, is_new, created_at, id);
CREATE INDEX product_brand ON product (brand_id, updated_at, id);
CREATE INDEX product_brand_created ON product (brand_id, created_at, id,
	status);

CREATE TABLE product_text (
	product_id	TEXT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
	locale		TEXT NOT NULL CHECK (locale IN ('fr', 'en', 'ar')),
	slug		TEXT NOT NULL,
	name		TEXT NOT NULL,
	description	TEXT NOT NULL,
	seo_title	TEXT,
	seo_description	TEXT,
	PRIMARY KEY (product_id, locale),
	UNIQUE (locale, slug)
) STRICT;
CREATE INDEX product_text_slug ON product_text (slug);

-- The base price by currency.
CREATE TABLE product_price (
	product_id	TEXT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
	currency	TEXT NOT NULL,
	amount		INTEGER NOT NULL CHECK (amount >= 0),
	compare_at	INTEGER CHECK (compare_at > amount),
	PRIMARY KEY (product_id, currency)
) STRICT;

CREATE TABLE product_image (
	id		TEXT NOT NULL PRIMARY KEY,
	product_id	TEXT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
	url		TEXT NOT NULL,
	alt_text	TEXT,
	position	INTEGER NOT NULL DEFAULT 0,
	is_primary	INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
	created_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX product_image_product ON product_image (product_id, position);
CREATE UNIQUE INDEX product_image_primary ON product_image (product_id)
	WHERE is_primary = 1;
CREATE INDEX product_image_url ON product_image (url);

-- What is bought.  options is the text name, tab, value, newline for each;
-- stock the sum of its stock_level.
CREATE TABLE product_variation (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	product_id	TEXT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
	position	INTEGER NOT NULL DEFAULT 0,
	name		TEXT,
	value		TEXT,
	options		TEXT NOT NULL DEFAULT '',
	sku		TEXT,
	stock		INTEGER NOT NULL DEFAULT 0 CHECK (stock >= 0),
	is_active	INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
	created_at	INTEGER NOT NULL,
	barcode		TEXT,			-- GTIN, as printed
	weight		INTEGER CHECK (weight >= 0),	-- grams
	low_stock_at	INTEGER CHECK (low_stock_at >= 0),	-- NULL: the shop's
	UNIQUE (product_id, options)
) STRICT;
CREATE UNIQUE INDEX product_variation_sku ON product_variation (brand_id, sku)
	WHERE sku IS NOT NULL;
CREATE INDEX product_variation_barcode ON product_variation (brand_id, barcode)
	WHERE barcode IS NOT NULL;
CREATE INDEX product_variation_brand ON product_variation (brand_id, id);
CREATE INDEX product_variation_stock ON product_variation (brand_id, stock, id,
	low_stock_at);
CREATE INDEX product_variation_low ON product_variation (brand_id,
	low_stock_at) WHERE low_stock_at IS NOT NULL;

-- What a variation is made of that is sold as a set: it has no stock of its own
-- but as many as its parts allow, which is kept in its stock.  A part is none
-- itself.
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

-- A variation's own price; without one the base price holds.
CREATE TABLE variation_price (
	variation_id	TEXT NOT NULL REFERENCES product_variation (id)
			ON DELETE CASCADE,
	currency	TEXT NOT NULL,
	amount		INTEGER NOT NULL CHECK (amount >= 0),
	compare_at	INTEGER CHECK (compare_at > amount),
	PRIMARY KEY (variation_id, currency)
) STRICT;

-- Slugs that once led to something and do so still.  A slug in use is never
-- here: whoever takes it deletes the row.
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

-- Products shown beside a product, chosen by hand.
CREATE TABLE product_related (
	product_id	TEXT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
	related_id	TEXT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
	position	INTEGER NOT NULL,
	PRIMARY KEY (product_id, related_id),
	CHECK (product_id <> related_id)
) STRICT;
CREATE INDEX product_related_back ON product_related (related_id);

-- What a product can be narrowed down by: its vendor, each tag, each option
-- (name: of the option) of an active variation.  Kept with each edit.
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

-- How many ACTIVE products have a facet; a facet that none has has no row.
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

-- A choice of products: by hand, or by rules that all or any must hold.
-- products counts its ACTIVE members.  While is_building, a job takes the
-- brand's products through new rules; members not yet looked at are of old.
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
CREATE INDEX collection_image ON collection (image_url)
	WHERE image_url IS NOT NULL;
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

-- Members, of either kind; those of rules are kept by each edit.
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

-- Prices that hold instead of the usual ones, for a while, for a group of
-- customers, or both.  Of several lists the highest priority decides, then
-- the lowest amount.  applying names the run that brings the products of a
-- long list up to date, NULL: they are; a deleted one is out of force, and
-- taken away by such a run.
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

-- Where stock lies.  A brand's first place is its default.
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

-- Every change of a level, append only: the sum of changes is the level.  No
-- foreign key to the variation: the ledger outlives it.
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
CREATE INDEX stock_movement_variation ON stock_movement (variation_id,
	created_at, id);
CREATE INDEX stock_movement_brand ON stock_movement (brand_id, created_at, id);
CREATE INDEX stock_movement_place ON stock_movement (place_id, created_at, id);
CREATE INDEX stock_movement_reason ON stock_movement (brand_id, reason,
	created_at, id);
CREATE INDEX stock_movement_reference ON stock_movement (reference, id)
	WHERE reference IS NOT NULL;

-- A variation fell to its threshold; told once; closed once it is above
-- again.
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

-- One edit of many products: what was asked for, how far it came, and what
-- each product was before, so that it can be undone.
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

-- state: waiting; done: before holds what was changed and version is the
-- product's after it; same; rejected: code says why, of which field; undone;
-- kept: edited meanwhile, so undoing left it alone.
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
	number		INTEGER NOT NULL DEFAULT 0,	-- the message's {0}
	PRIMARY KEY (edit_id, product_id)
) STRICT;
CREATE INDEX bulk_edit_item_state ON bulk_edit_item (edit_id, state,
	product_id);

-- One run of an import: how far it came and what it did.
CREATE TABLE catalog_import (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	user_id		TEXT,
	path		TEXT NOT NULL,
	sheet		TEXT,
	mapping		TEXT,		-- column to cell, as JSON
	format		TEXT,
	status		TEXT NOT NULL CHECK (status IN
			('waiting', 'running', 'done', 'failed')),
	dry_run		INTEGER NOT NULL CHECK (dry_run IN (0, 1)),
	at_byte		INTEGER NOT NULL DEFAULT 0,
	lines		INTEGER NOT NULL DEFAULT 0,
	created		INTEGER NOT NULL DEFAULT 0,
	changed		INTEGER NOT NULL DEFAULT 0,
	unchanged	INTEGER NOT NULL DEFAULT 0,
	rejected	INTEGER NOT NULL DEFAULT 0,
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX catalog_import_brand ON catalog_import (brand_id, id);

-- Lines that were refused (the first 1,000 are kept; rejected counts all).
CREATE TABLE catalog_import_error (
	import_id	TEXT NOT NULL REFERENCES catalog_import (id)
			ON DELETE CASCADE,
	line		INTEGER NOT NULL,
	field		TEXT NOT NULL,
	code		TEXT NOT NULL,
	number		INTEGER NOT NULL DEFAULT 0,	-- the message's {0}
	PRIMARY KEY (import_id, line, field)
) STRICT;

-- What a file says and souk did not take over: lines, by column.
CREATE TABLE catalog_import_left (
	import_id	TEXT NOT NULL REFERENCES catalog_import (id)
			ON DELETE CASCADE,
	field		TEXT NOT NULL,
	lines		INTEGER NOT NULL,
	PRIMARY KEY (import_id, field)
) STRICT;

-- Words that searches take for one another; where typed are given, those lead
-- to words and not the other way.  One a line, as they were written.
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

-- module: db (floor 1) ---------------------------------------------------------

-- Those of a synonym as searches compare them: whoever types one that is_typed
-- finds the others that are is_found.
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

-- module: payments (floor 4) ---------------------------------------------------

-- Money that is asked for once: for an order, later for a booking or a plan.
-- What it is for is told by subject and id; that module hears of every change
-- in the transaction that makes it.  What came and what went back only ever
-- grow, and never less is left than nothing.  news_at: when what the provider
-- said last was true there, seconds; older news change nothing.
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
-- One is under way at a time, so that nobody pays twice.
CREATE UNIQUE INDEX payment_under_way ON payment (subject, subject_id)
	WHERE state IN ('open', 'action', 'processing', 'authorised');
CREATE INDEX payment_brand ON payment (brand_id, id);
CREATE INDEX payment_flagged ON payment (brand_id, id)
	WHERE flag IS NOT NULL;

-- Money that goes back, counted in payment.refunded from when it is asked for
-- until it fails.  cause: what asked, once ('return:ret_…').  held: told by the
-- provider before the payment itself, and not counted yet.  asked: the number
-- of the idempotency key it is asked for under now.
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

-- What a provider told us: its id of the event, once, with the effect in the
-- same transaction.  Without what it said, which the provider keeps.
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

-- A buyer's bank takes money back; evidence is due by then.
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

-- Double entry, append only: each row moves an amount from one account to
-- another, so the sum over all accounts is 0 by its shape.  One cause moves it
-- once.
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

-- Money paid ahead; its code is kept as SHA-256 and its last letters.
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

-- How far a provider's own list of events has been read; seconds there.
CREATE TABLE payment_pull (
	provider	TEXT NOT NULL PRIMARY KEY,
	read_until	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL
) STRICT;

-- Our books held against the provider's, night by night.
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

-- module: orders (floor 5) -----------------------------------------------------

-- Addresses that a customer keeps.
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

-- Where something holds: taxes and ways of shipping name a zone.  Of the areas
-- that an address lies in, the narrowest decides: a beginning of a postcode,
-- a region, a country, then everywhere ('*').
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

-- What is owed on a class of goods in a zone; rate in millionths.
CREATE TABLE tax_rate (
	zone_id		TEXT NOT NULL REFERENCES zone (id) ON DELETE CASCADE,
	tax_class	TEXT NOT NULL CHECK (tax_class IN ('standard',
			'reduced', 'super_reduced', 'zero', 'exempt')),
	name		TEXT NOT NULL,
	rate		INTEGER NOT NULL CHECK (rate BETWEEN 0 AND 1000000),
	PRIMARY KEY (zone_id, tax_class)
) STRICT;

-- A way that goods take to their buyer, or that the buyer takes (pickup).
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

-- What it costs: of the rows that the cart has reached, the one that asks for
-- most decides.  A method without a row in a currency is not offered in it.
CREATE TABLE shipping_rate (
	method_id	TEXT NOT NULL REFERENCES shipping_method (id)
			ON DELETE CASCADE,
	currency	TEXT NOT NULL,
	from_amount	INTEGER NOT NULL DEFAULT 0 CHECK (from_amount >= 0),
	from_weight	INTEGER NOT NULL DEFAULT 0 CHECK (from_weight >= 0),
	amount		INTEGER NOT NULL CHECK (amount >= 0),
	PRIMARY KEY (method_id, currency, from_amount, from_weight)
) STRICT;

-- What takes something off: by itself, or by a code.  used never passes
-- usage_limit, whoever tries at once.
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

-- Who used one: a customer's slots are numbered up to customer_limit, so that
-- the limit is a key.
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

-- What somebody is about to buy: a customer's, or a guest's by the SHA-256 of
-- a secret cookie.
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

-- Codes that were entered, as they were.
CREATE TABLE cart_code (
	cart_id		TEXT NOT NULL REFERENCES cart (id) ON DELETE CASCADE,
	code		TEXT NOT NULL,
	created_at	INTEGER NOT NULL,
	PRIMARY KEY (cart_id, code)
) STRICT;

-- An order, with all that it was made of: what changes in the catalogue later
-- changes nothing here.  Its stock is out of the shelf from when it is placed;
-- hold_until: until then, unless it is paid.  paid and refunded follow its
-- payments.  rounded: what went back beyond what was owed, since a card is
-- given whole steps of its currency only; the next refund is so much less.
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
	told_by		TEXT CHECK (told_by IN	-- how its buyer wants to hear
			('email', 'whatsapp', 'sms')),
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

-- What was bought.  product and variation may be gone from the catalogue.
-- total = subtotal - discount, with the tax only where prices include it; what
-- was refunded of it, in pieces and in money, is never more than there was.
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

-- What one of a line was made of when it was ordered, if it was a bundle.
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

-- What took how much off: a line's, or (line NULL) the shipping's.
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

-- The taxes of an order by rate, shipping included.
CREATE TABLE order_tax (
	order_id	TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
	name		TEXT NOT NULL,
	rate		INTEGER NOT NULL,
	base		INTEGER NOT NULL,
	amount		INTEGER NOT NULL CHECK (amount >= 0),
	PRIMARY KEY (order_id, name, rate)
) STRICT;

-- What happened to an order, append only.
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

-- A parcel: some pieces of some lines.
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

-- Pieces that come back.
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

-- module: inbox (floor 6) -------------------------------------------------------

-- Somebody who may buy, or did; of one of the staff.  Merged ones stay, and
-- point to who they are.
CREATE TABLE prospect (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	owner_id	TEXT REFERENCES users (id) ON DELETE SET NULL,
	customer_id	TEXT REFERENCES users (id) ON DELETE SET NULL,
	person_id	TEXT REFERENCES wa_person (id) ON DELETE SET NULL,
	name		TEXT NOT NULL,
	phone		TEXT,			-- digits, with the country's
	email		TEXT,
	company		TEXT,
	source		TEXT NOT NULL CHECK (source IN ('whatsapp', 'contact',
			'staff', 'import')),
	status		TEXT NOT NULL DEFAULT 'new' CHECK (status IN ('new',
			'contacted', 'qualified', 'converted', 'lost')),
	tags		TEXT NOT NULL DEFAULT '',	-- a line each
	notes		TEXT,
	merged_into	TEXT,
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX prospect_brand ON prospect (brand_id, id)
	WHERE merged_into IS NULL;
CREATE INDEX prospect_status ON prospect (brand_id, status, id)
	WHERE merged_into IS NULL;
CREATE INDEX prospect_owner ON prospect (owner_id, id)
	WHERE owner_id IS NOT NULL;
CREATE UNIQUE INDEX prospect_person ON prospect (person_id)
	WHERE person_id IS NOT NULL AND merged_into IS NULL;
CREATE INDEX prospect_merged ON prospect (person_id)
	WHERE person_id IS NOT NULL AND merged_into IS NOT NULL;
CREATE INDEX prospect_merged_into ON prospect (merged_into)
	WHERE merged_into IS NOT NULL;
CREATE INDEX prospect_customer ON prospect (customer_id)
	WHERE customer_id IS NOT NULL;
CREATE INDEX prospect_phone ON prospect (brand_id, phone)
	WHERE phone IS NOT NULL;
CREATE INDEX prospect_email ON prospect (brand_id, email)
	WHERE email IS NOT NULL;

-- A talk with one of them over one channel: one for each number of ours and
-- person, one for each contact message.  waiting_since: when the oldest of
-- theirs came that nobody has answered.
CREATE TABLE conversation (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	prospect_id	TEXT NOT NULL REFERENCES prospect (id),
	channel		TEXT NOT NULL CHECK (channel IN ('whatsapp', 'contact')),
	number_id	TEXT REFERENCES wa_number (id),
	person_id	TEXT REFERENCES wa_person (id),
	subject		TEXT,
	state		TEXT NOT NULL DEFAULT 'open' CHECK (state IN
			('open', 'handoff', 'closed')),
	assignee_id	TEXT REFERENCES users (id) ON DELETE SET NULL,
	unread		INTEGER NOT NULL DEFAULT 0 CHECK (unread >= 0),
	excerpt		TEXT NOT NULL DEFAULT '',
	last_at		INTEGER NOT NULL,
	last_in_at	INTEGER,
	waiting_since	INTEGER,
	warned_at	INTEGER,		-- of who waits for too long
	closed_at	INTEGER,
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1,
	CHECK ((channel = 'whatsapp') = (person_id IS NOT NULL)),
	CHECK ((channel = 'whatsapp') = (number_id IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX conversation_pair ON conversation (number_id, person_id)
	WHERE person_id IS NOT NULL;
CREATE INDEX conversation_brand ON conversation (brand_id, last_at, id);
CREATE INDEX conversation_state ON conversation (brand_id, state, last_at, id);
CREATE INDEX conversation_assignee ON conversation
	(brand_id, assignee_id, last_at, id);
CREATE INDEX conversation_prospect ON conversation (prospect_id, last_at, id);
CREATE INDEX conversation_person ON conversation (person_id)
	WHERE person_id IS NOT NULL;
CREATE INDEX conversation_waiting ON conversation (brand_id, waiting_since, id)
	WHERE waiting_since IS NOT NULL;

-- What was said, either way, and what the staff noted between them.  ref: its
-- name at Meta.  body: what is more than text, as JSON.
CREATE TABLE message (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	conversation_id	TEXT NOT NULL REFERENCES conversation (id)
			ON DELETE CASCADE,
	direction	TEXT NOT NULL CHECK (direction IN
			('in', 'out', 'note', 'event')),
	kind		TEXT NOT NULL,		-- "text", "image", "order", …
	text		TEXT,
	body		TEXT,
	author_id	TEXT,			-- of the staff
	ref		TEXT,
	reply_to	TEXT,			-- a message here
	send_id		TEXT,			-- wa_send, mail
	state		TEXT NOT NULL CHECK (state IN ('received', 'waiting',
			'doubt', 'sent', 'delivered', 'read', 'played',
			'failed', 'dropped', 'noted')),
	error_code	INTEGER,
	error		TEXT,
	reaction	TEXT,			-- theirs, to it
	reacted_at	INTEGER,		-- or took it back
	revoked_at	INTEGER,
	edited_at	INTEGER,
	made_at		INTEGER NOT NULL,	-- by the sender's clock
	created_at	INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX message_ref ON message (brand_id, ref)
	WHERE ref IS NOT NULL;
CREATE INDEX message_conversation ON message (conversation_id, made_at, id);
CREATE INDEX message_send ON message (send_id) WHERE send_id IS NOT NULL;
CREATE INDEX message_created ON message (created_at);

-- A file of a message: fetched by a job, looked at, kept below the home.  A
-- picture is a private one of lib/media's.
CREATE TABLE message_file (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	message_id	TEXT REFERENCES message (id) ON DELETE CASCADE,
	conversation_id	TEXT REFERENCES conversation (id)
			ON DELETE CASCADE,	-- to be sent there
	meta_id		TEXT,
	claimed_type	TEXT,			-- what its sender calls it
	claimed_sha256	TEXT,			-- hexadecimal
	file_name	TEXT,
	type		TEXT,			-- what it is, by its bytes
	sha256		TEXT,
	bytes		INTEGER,
	media_id	TEXT,
	state		TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN
			('waiting', 'ready', 'refused', 'lost', 'gone')),
	broken		INTEGER NOT NULL DEFAULT 0,	-- times it came so
	error		TEXT,			-- a code
	created_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX message_file_message ON message_file (message_id, id);
CREATE INDEX message_file_conversation ON message_file (conversation_id)
	WHERE conversation_id IS NOT NULL;
CREATE INDEX message_file_sha256 ON message_file (sha256)
	WHERE sha256 IS NOT NULL;
CREATE INDEX message_file_media ON message_file (media_id)
	WHERE media_id IS NOT NULL;
CREATE INDEX message_file_waiting ON message_file (created_at)
	WHERE state = 'waiting';
CREATE INDEX message_file_ready ON message_file (created_at)
	WHERE state = 'ready';

CREATE TABLE label (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	name		TEXT NOT NULL,
	name_key	TEXT NOT NULL,		-- folded
	color		TEXT NOT NULL,		-- "#rrggbb"
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1,
	UNIQUE (brand_id, name_key)
) STRICT;

CREATE TABLE conversation_label (
	conversation_id	TEXT NOT NULL REFERENCES conversation (id)
			ON DELETE CASCADE,
	label_id	TEXT NOT NULL REFERENCES label (id) ON DELETE CASCADE,
	PRIMARY KEY (conversation_id, label_id)
) STRICT;
CREATE INDEX conversation_label_label ON conversation_label (label_id);

-- What is said often: by a short word after "/".
CREATE TABLE canned_reply (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	shortcut	TEXT NOT NULL,
	title		TEXT NOT NULL,
	text		TEXT NOT NULL,
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1,
	UNIQUE (brand_id, shortcut)
) STRICT;

-- What somebody wrote into the shop's form.
CREATE TABLE contact_message (
	id		TEXT NOT NULL PRIMARY KEY,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	conversation_id	TEXT REFERENCES conversation (id) ON DELETE SET NULL,
	user_id		TEXT REFERENCES users (id) ON DELETE SET NULL,
	client_key	TEXT,
	name		TEXT NOT NULL,
	email		TEXT NOT NULL,
	phone		TEXT,
	subject		TEXT,
	message		TEXT NOT NULL,
	locale		TEXT NOT NULL,
	status		TEXT NOT NULL DEFAULT 'NEW' CHECK (status IN
			('NEW', 'READ', 'REPLIED', 'ARCHIVED')),
	notes		TEXT,
	replied_at	INTEGER,
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL,
	version		INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX contact_message_brand ON contact_message (brand_id, id);
CREATE INDEX contact_message_status ON contact_message (brand_id, status, id);
CREATE INDEX contact_message_email ON contact_message (email);
CREATE INDEX contact_message_user ON contact_message (user_id)
	WHERE user_id IS NOT NULL;
CREATE UNIQUE INDEX contact_message_key ON contact_message
	(brand_id, client_key) WHERE client_key IS NOT NULL;
CREATE UNIQUE INDEX contact_message_talk ON contact_message (conversation_id)
	WHERE conversation_id IS NOT NULL;

-- Forms that a trap caught, by the shop's day.
CREATE TABLE contact_trap (
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	day		TEXT NOT NULL,		-- "2026-11-22"
	caught		INTEGER NOT NULL,
	PRIMARY KEY (brand_id, day)
) STRICT;

-- What became of an order that came as a message: at most one order each.
CREATE TABLE chat_order (
	message_id	TEXT NOT NULL PRIMARY KEY REFERENCES message (id)
			ON DELETE CASCADE,
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	state		TEXT NOT NULL CHECK (state IN
			('waiting', 'made', 'refused')),
	order_id	TEXT,
	problem		TEXT,			-- JSON: what could not be had
	created_at	INTEGER NOT NULL,
	updated_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX chat_order_order ON chat_order (order_id)
	WHERE order_id IS NOT NULL;
