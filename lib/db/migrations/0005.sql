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
CREATE INDEX media_brand ON media (brand_id, deleted_at, created_at, id);
CREATE INDEX media_name ON media (name);
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
