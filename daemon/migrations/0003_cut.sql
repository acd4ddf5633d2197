-- Schema 3: old history can be cut off at a signed head.
-- A migration is never edited once released; 0003_cut_down.sql takes it back.

-- Where the history begins once it was cut: the last event deleted, its hash, the office's signature over it, and what
-- follows from everything before. Written by store/cut.rs; at most one row.
create table base (
    one    integer primary key check (one = 1),
    seq    integer not null,
    hash   blob    not null check (length(hash) = 32),
    signed text    not null,            -- queue::evidence::SignedHead as JSON
    body   text    not null,            -- the fold up to seq, and the rows of tickets that live on
    seal   blob    not null check (length(seal) = 32) -- sha256(hash ‖ body)
) strict;

-- Events are still never deleted, but for those the base stands for.
drop trigger event_is_never_deleted;
create trigger event_is_never_deleted before delete on event
when old.seq > (select coalesce(max(seq), 0) from base)
begin select raise(abort, 'the journal is append-only: events are deleted only up to a signed head'); end;
