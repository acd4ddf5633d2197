-- Schema 1: the journal, what is derived from it, and the answers to commands.
-- A migration is never edited once released; the next one is a file of its own (see store/schema.rs).

-- Facts about this file. Written once, when it is created.
create table meta (
    one        integer primary key check (one = 1),
    epoch      text    not null, -- random; with it the portal tells a replaced journal from the same one
    created_ms integer not null  -- milliseconds since 1970-01-01T00:00:00Z
) strict;

-- The journal: everything that happened. Written by store/journal.rs for the dispatcher and by nobody else.
-- hash = sha256(hash before ‖ body), from sha256(epoch) on. The other columns repeat what body says, for queries.
create table event (
    seq     integer primary key,   -- 1, 2, 3 … without a gap
    at_ms   integer not null,
    day     text,                  -- the office day, as 2026-11-24; null when none was open
    kind    text    not null,
    ticket  text,
    command text    not null,
    body    text    not null,      -- queue::Recorded as JSON, exactly as hashed
    hash    blob    not null check (length(hash) = 32)
) strict;

create trigger event_is_never_changed before update on event
begin select raise(abort, 'the journal is append-only: an event is never changed'); end;

create trigger event_is_never_deleted before delete on event
begin select raise(abort, 'the journal is append-only: an event is never deleted'); end;

-- Without this, "insert or replace" would delete a row without asking the trigger above.
create trigger event_is_never_replaced before insert on event
when exists (select 1 from event where seq = new.seq)
begin select raise(abort, 'the journal is append-only: an event is never replaced'); end;

-- The first answer to each command, kept 24 hours. Written with the events the command caused.
create table answer (
    command text    primary key,
    at_ms   integer not null,
    body    text    not null       -- {"command": …, "answer": …}
) strict, without rowid;

-- Derived: one row a ticket or appointment, as it stands or ended. Rebuilt from the journal by `rebuild`.
-- The four times are never mixed: waiting until a call, walking until the start, being served, being parked.
create table ticket (
    id              text    primary key,
    day             text,              -- the office day on which the number was given; null for a booking
    letter          text,
    value           integer,
    number          text,              -- as printed: A042
    service         text    not null,
    class           text    not null,
    state           text    not null,
    counter         text,
    issued_ms       integer not null,  -- first issue, or booking
    booked_ms       integer,           -- the booked start of an appointment
    first_called_ms integer,
    called_ms       integer,
    started_ms      integer,
    ended_ms        integer,
    waited_ms       integer not null,
    walked_ms       integer not null,
    served_ms       integer not null,
    parked_ms       integer not null,
    calls           integer not null,
    transactions    integer not null,
    seq             integer not null,  -- the last event that changed this row
    unique (day, letter, value)        -- the last line of defence: a number is given once a day
) strict, without rowid;

-- Derived: a counter's figures of one office day.
create table counter_day (
    day         text    not null,
    counter     text    not null,
    served      integer not null,
    no_shows    integer not null,
    transferred integer not null,
    wait_ms     integer not null,
    waits       integer not null,
    service_ms  integer not null,
    services    integer not null,
    primary key (day, counter)
) strict, without rowid;

-- Derived: the fold of the journal up to seq, so that opening reads little. The newest few are kept.
create table snapshot (
    seq   integer primary key,
    form  integer not null,            -- store/project.rs SNAPSHOT_FORM; others are passed over
    body  text    not null,
    seal  blob    not null check (length(seal) = 32) -- sha256(hash of event seq ‖ body)
) strict;
