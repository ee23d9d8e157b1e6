"""The database's tables, as numbered steps; PRAGMA user_version holds the number of the last one taken."""

from __future__ import annotations

import sqlite3

from kb.errors import KbError

_FIRST = """
CREATE TABLE documents (
    doc_id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    title TEXT, doc_type TEXT NOT NULL, issuer TEXT, region TEXT, level TEXT,
    first_year INTEGER, last_year INTEGER,
    issue_date TEXT, publish_date TEXT, doc_number TEXT,
    text TEXT NOT NULL, blocks TEXT NOT NULL, outline TEXT NOT NULL, warnings TEXT NOT NULL,
    read_at TEXT NOT NULL
);
CREATE TABLE sources (
    source TEXT PRIMARY KEY,
    doc_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    path TEXT NOT NULL
);
CREATE INDEX sources_of_document ON sources (doc_id);
CREATE INDEX sources_by_path ON sources (path);
CREATE TABLE records (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    doc_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    record_id TEXT NOT NULL,
    kind TEXT NOT NULL, quote TEXT NOT NULL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL,
    section TEXT NOT NULL, page INTEGER, confidence REAL NOT NULL,
    UNIQUE (doc_id, record_id)
);
CREATE TABLE deadlines (
    record INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
    text TEXT NOT NULL, type TEXT NOT NULL, first_day TEXT, last_day TEXT, freq TEXT,
    span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, confidence REAL NOT NULL
);
CREATE INDEX deadlines_of_record ON deadlines (record);
CREATE TABLE quantities (
    record INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
    text TEXT NOT NULL, indicator TEXT, op TEXT NOT NULL, value REAL NOT NULL, value_max REAL, unit TEXT,
    span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, confidence REAL NOT NULL
);
CREATE INDEX quantities_of_record ON quantities (record);
CREATE TABLE units (
    record INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
    name TEXT NOT NULL, role TEXT NOT NULL, text TEXT NOT NULL,
    span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, confidence REAL NOT NULL
);
CREATE INDEX units_of_record ON units (record);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO settings VALUES ('generation', '0');
"""

# corrections: what people have corrected, never deleted; `quote` to `verbatim` are the place in the text where one
# hangs, `record` the id of the record that it hangs on now. identities: every document that ever was, by all its
# sources, so that a document that comes back finds its corrections. readings: what the machine read of a document that
# has corrections, so that one can be undone.
_CORRECTIONS = """
CREATE TABLE corrections (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    doc_id TEXT NOT NULL,
    what TEXT NOT NULL, record TEXT,
    quote TEXT NOT NULL, occurrence INTEGER NOT NULL, total INTEGER NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL, verbatim TEXT NOT NULL,
    old TEXT NOT NULL, new TEXT NOT NULL,
    who TEXT NOT NULL, made_at TEXT NOT NULL, note TEXT NOT NULL,
    undone_by TEXT, undone_at TEXT,
    state TEXT NOT NULL
);
CREATE INDEX corrections_of_document ON corrections (doc_id);
CREATE TABLE identities (
    doc_id TEXT NOT NULL, source TEXT NOT NULL, sha256 TEXT NOT NULL, title TEXT NOT NULL,
    PRIMARY KEY (doc_id, source)
);
INSERT INTO identities SELECT doc_id, source, sha256, coalesce(title, source)
    FROM sources JOIN documents USING (doc_id);
CREATE TABLE readings (doc_id TEXT PRIMARY KEY REFERENCES documents ON DELETE CASCADE, content TEXT NOT NULL);
ALTER TABLE documents ADD COLUMN confirmed TEXT NOT NULL DEFAULT '[]';
ALTER TABLE records ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deadlines ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quantities ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE units ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0;
"""

# Searches that a user keeps: `request` says what is asked (kb.saved), `last_number` is the greatest record number when
# one was last looked at, and `seen` the fingerprints of what it had found until then.
_SAVED_SEARCHES = """
CREATE TABLE saved_searches (
    name TEXT PRIMARY KEY,
    request TEXT NOT NULL,
    looked_at TEXT NOT NULL,
    last_number INTEGER NOT NULL,
    seen TEXT NOT NULL
);
"""

# Numbered from 1 in this order; a step that was released is never changed, a new one is added.
MIGRATIONS: tuple[str, ...] = (_FIRST, _CORRECTIONS, _SAVED_SEARCHES)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the database to the newest number, each step whole or not at all; KbError where it is newer than this."""
    if _version(connection) == len(MIGRATIONS):
        return
    while (done := _version(connection)) < len(MIGRATIONS):
        _take(connection, done + 1)
    if done > len(MIGRATIONS):
        raise KbError("这个知识库由更新版本的程序建立，本版本不能打开。请更新程序，或用 --home 换一个文件夹。")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _take(connection: sqlite3.Connection, number: int) -> None:
    """One step in one transaction; a second process that waited for the lock finds it done and leaves it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection) < number:
            for statement in filter(str.strip, MIGRATIONS[number - 1].split(";\n")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
