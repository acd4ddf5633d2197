-- The offices of the town and what they reported. Every key starts with the office. Times are milliseconds since 1970
-- in UTC, as in the offices' journals.

-- Which offices may report. Written by the portal's operator (`portal office add`).
create table office (
    office text primary key check (office ~ '^[a-z0-9-]{1,32}$'),
    -- SHA-256 of the credential; the credential itself is known to the office alone
    credential bytea not null unique check (length(credential) = 32),
    added_ms bigint not null
);

-- How far each journal of an office is known: one row per epoch. Written by ingest, `office adopt` and `office release`.
create table office_cursor (
    office text not null references office,
    epoch text not null check (length(epoch) between 1 and 64),
    -- the epoch this one goes on from, and the first event that is its own
    parent text,
    start bigint not null check (start >= 1),
    -- the hash of the event before the first one
    base bytea not null check (length(base) = 32),
    -- the next event expected, and the hash of the last one known
    next bigint not null check (next >= start),
    head bytea not null check (length(head) = 32),
    opened_ms bigint not null,
    received_ms bigint not null,
    -- the office's clock minus ours when the last batch came, its way included
    clock_offset_ms bigint not null,
    -- the first event that differs from what is known; while it is set nothing is taken
    forked_seq bigint,
    forked_ms bigint,
    primary key (office, epoch)
);

-- The offices' journals, word for word. Written by ingest, never changed. No foreign key: ingest holds the lock of the
-- row in office_cursor, and a check per event would cost a third of its speed.
create table event (
    office text not null,
    epoch text not null,
    seq bigint not null,
    at_ms bigint not null,
    day date,
    kind text not null,
    -- text and not jsonb: the hash covers its bytes
    body text not null,
    hash bytea not null,
    primary key (office, epoch, seq)
);

-- What did not fit: the first event of a fork, or an epoch nobody announced. Kept for the person who looks into it.
-- Written by ingest.
create table quarantine (
    office text not null references office,
    epoch text not null,
    seq bigint not null,
    hash bytea not null,
    known_hash bytea,
    body text not null,
    received_ms bigint not null,
    primary key (office, epoch, seq, hash)
);

-- Each journal folded into the figures of its office. Derived: delete a row and it is made anew from the events.
-- Written by the task that folds.
create table office_fold (
    office text not null,
    epoch text not null,
    -- the last event that is in it
    seq bigint not null,
    -- the form of the body; one of another program is not read but made anew
    form integer not null,
    body text not null,
    primary key (office, epoch),
    foreign key (office, epoch) references office_cursor
);
