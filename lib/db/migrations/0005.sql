-- SPDX-License-Identifier: ISC
-- Media, and running it for real.

-- queue: one more lane, which only a new table can know
ALTER TABLE job RENAME TO job_before;
DROP INDEX job_unique;
DROP INDEX job_due;
DROP INDEX job_state;
DROP INDEX job_kind;
CREATE TABLE job (
	id		TEXT NOT NULL PRIMARY KEY,
	kind		TEXT NOT NULL,
	lane		TEXT NOT NULL DEFAULT 'work' CHECK (lane IN
			('work', 'send', 'call', 'keep')),	-- who runs it
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

-- media
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

-- watch
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

CREATE TABLE watch_rule (
	rule		TEXT NOT NULL PRIMARY KEY,
	value		INTEGER,
	bad		INTEGER NOT NULL,
	good		INTEGER NOT NULL
) STRICT;

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

CREATE TABLE watch_state (
	name		TEXT NOT NULL PRIMARY KEY,
	value		TEXT NOT NULL
) STRICT;

CREATE TABLE watch_slow (
	sql		TEXT NOT NULL PRIMARY KEY,	-- its beginning
	times		INTEGER NOT NULL,
	worst_ms	INTEGER NOT NULL,
	last_at		INTEGER NOT NULL
) STRICT;
CREATE INDEX watch_slow_last ON watch_slow (last_at);

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

-- accounts
CREATE INDEX users_avatar ON users (avatar_url)
	WHERE avatar_url IS NOT NULL;

-- catalog: pictures that are somewhere else are taken over, once
CREATE INDEX product_image_url ON product_image (url);
CREATE INDEX category_image ON category (image_url)
	WHERE image_url IS NOT NULL;
CREATE INDEX collection_image ON collection (image_url)
	WHERE image_url IS NOT NULL;
INSERT INTO job (id, kind, lane, payload, state, due_at, created_at)
	VALUES ('job_00000000000000000000000005', 'catalog.pictures', 'work',
	'{}', 'waiting', 1, 1);
-- backup
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
