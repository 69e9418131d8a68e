-- SPDX-License-Identifier: ISC
--
-- WhatsApp, texts, notices and the inbox; jobs of a lane of their own.

ALTER TABLE job RENAME TO job_before;
DROP INDEX job_unique;
DROP INDEX job_due;
DROP INDEX job_state;
DROP INDEX job_kind;
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
INSERT INTO job (id, kind, lane, payload, state, due_at, attempts, lease_until,
	worker, unique_key, last_error, created_at)
	SELECT id, kind, lane, payload, state, due_at, attempts, lease_until,
	worker, unique_key, last_error, created_at FROM job_before;
DROP TABLE job_before;
CREATE UNIQUE INDEX job_unique ON job (unique_key)
	WHERE state IN ('waiting', 'running');
CREATE INDEX job_due ON job (lane, state, due_at, id);
CREATE INDEX job_state ON job (state, id);
CREATE INDEX job_kind ON job (kind, id);

ALTER TABLE orders ADD COLUMN told_by TEXT CHECK (told_by IN
	('email', 'whatsapp', 'sms'));

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

CREATE TABLE wa_upload (
	number_id	TEXT NOT NULL REFERENCES wa_number (id)
			ON DELETE CASCADE,
	sha256		TEXT NOT NULL,
	meta_id		TEXT NOT NULL,
	expires_at	INTEGER NOT NULL,
	PRIMARY KEY (number_id, sha256)
) STRICT;
CREATE INDEX wa_upload_expires ON wa_upload (expires_at);

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

CREATE TABLE sms_stop (
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	phone		TEXT NOT NULL,
	source		TEXT NOT NULL,
	created_at	INTEGER NOT NULL,
	PRIMARY KEY (brand_id, phone)
) STRICT;

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

CREATE TABLE notice_wish (
	user_id		TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	topic		TEXT NOT NULL,
	ways		TEXT NOT NULL,		-- in order, a line each; '': none
	updated_at	INTEGER NOT NULL,
	PRIMARY KEY (user_id, topic)
) STRICT;

CREATE TABLE notice_quiet (
	user_id		TEXT NOT NULL PRIMARY KEY REFERENCES users (id)
			ON DELETE CASCADE,
	begins		INTEGER NOT NULL CHECK (begins BETWEEN 0 AND 1439),
	ends		INTEGER NOT NULL CHECK (ends BETWEEN 0 AND 1439),
	updated_at	INTEGER NOT NULL
) STRICT;

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

CREATE TABLE contact_trap (
	brand_id	TEXT NOT NULL REFERENCES brand (id),
	day		TEXT NOT NULL,		-- "2026-11-22"
	caught		INTEGER NOT NULL,
	PRIMARY KEY (brand_id, day)
) STRICT;

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
