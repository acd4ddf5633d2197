-- Takes schema 3 back to schema 2 for an older daemon. Not for a history that was cut: schema 2 has no word for that.
drop trigger event_is_never_deleted;
create trigger event_is_never_deleted before delete on event
begin select raise(abort, 'the journal is append-only: an event is never deleted'); end;
drop table base;
