-- The catalogue of a crawl. Made for people too: states, roles and kinds are words.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- A portal that was named as a start, with its name and region where portals.toml gives them.
CREATE TABLE site (
    id     INTEGER PRIMARY KEY,
    domain TEXT NOT NULL UNIQUE,
    name   TEXT NOT NULL,
    region TEXT NOT NULL
);

-- What is known of an authority (scheme, host and port): its robots.txt, and why it was given up, if it was.
CREATE TABLE host (
    authority  TEXT PRIMARY KEY,
    robots     BLOB,
    status     INTEGER,
    fetched_at TEXT,
    gave_up    TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

-- An address: how it was found, and what it gave.
CREATE TABLE page (
    id            INTEGER PRIMARY KEY,
    site          INTEGER NOT NULL REFERENCES site (id),
    address       TEXT NOT NULL,
    form          TEXT NOT NULL,              -- body of a POST; empty for GET
    role          TEXT NOT NULL,              -- what the links to it promise
    score         INTEGER NOT NULL,
    depth         INTEGER NOT NULL,
    parent        INTEGER REFERENCES page (id),
    why           TEXT NOT NULL,              -- why the link was followed
    anchor        TEXT NOT NULL,              -- words of the link
    mark          INTEGER NOT NULL,           -- digest of the page of a list before this one; 0 elsewhere
    hops          INTEGER NOT NULL DEFAULT 0, -- redirects that led here, one after the other
    state         TEXT NOT NULL,              -- waiting, old, done, redirect, refused, blocked, failed, left
    attempts      INTEGER NOT NULL DEFAULT 0,
    reason        TEXT NOT NULL DEFAULT '',   -- why the state is what it is, where it needs a reason
    status        INTEGER,                    -- HTTP status of the last answer
    kind          TEXT NOT NULL DEFAULT '',   -- what the page turned out to be
    title         TEXT NOT NULL DEFAULT '',
    agency        TEXT NOT NULL DEFAULT '',   -- the agency it seems to belong to
    published     TEXT NOT NULL DEFAULT '',   -- the day it says it was published
    family        TEXT NOT NULL DEFAULT '',   -- portal software
    media         TEXT NOT NULL DEFAULT '',   -- the content that counts: the last good answer
    sha256        TEXT NOT NULL DEFAULT '',
    fetched_at    TEXT NOT NULL DEFAULT '',
    file          TEXT NOT NULL DEFAULT '',   -- where it stands in the archive
    offset        INTEGER NOT NULL DEFAULT 0,
    etag          TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    UNIQUE (address, form)
);
CREATE INDEX page_state ON page (state);
CREATE INDEX page_parent ON page (parent);
CREATE INDEX page_content ON page (sha256) WHERE sha256 != '';

-- Every exchange, in the order in which they were archived.
CREATE TABLE fetch (
    id         INTEGER PRIMARY KEY,
    page       INTEGER REFERENCES page (id),  -- nothing for robots.txt
    address    TEXT NOT NULL,
    crawl      INTEGER NOT NULL,
    fetched_at TEXT NOT NULL,
    status     INTEGER NOT NULL,
    sha256     TEXT NOT NULL,                 -- of the content, encodings undone; empty if there is none
    repeats    INTEGER NOT NULL,              -- 1: the same content as before, a revisit record
    file       TEXT NOT NULL,
    offset     INTEGER NOT NULL,
    length     INTEGER NOT NULL,
    note       TEXT NOT NULL                  -- what was accepted: a broken certificate, a cut body
);
CREATE INDEX fetch_page ON fetch (page);
