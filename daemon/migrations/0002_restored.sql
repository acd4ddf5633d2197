-- Schema 2: a restored backup goes on under an epoch of its own and says from where; answers know their order.
-- A migration is never edited once released; 0002_restored_down.sql takes it back.

-- The epoch the hash chain begins with: the first one's, whatever the journal was restored to since.
alter table meta add column genesis text not null default '';
update meta set genesis = epoch;
-- The journal this one was restored from: its epoch, and the last event both have. Null when it never was.
alter table meta add column parent_epoch text;
alter table meta add column parent_seq integer;

-- Place in the order of arrival, 1, 2, 3 …: a clock put right by years says nothing about which answers are the newest.
alter table answer add column place integer not null default 0;
update answer set place = numbered.place
    from (select command, row_number() over (order by at_ms, command) as place from answer) as numbered
    where numbered.command = answer.command;
