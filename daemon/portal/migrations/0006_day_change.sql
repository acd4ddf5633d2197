-- What changes the days of an office that have closed: a day's end, and what people say of one after it, which is in no day.
create view day_change as
    select office, epoch, seq from event where kind = 'day_closed' or (kind = 'feedback_given' and day is null);

-- Looked for each time days are worked out, among millions of events.
drop index event_late;
create index event_day_change on event (office, epoch, seq)
    where kind = 'day_closed' or (kind = 'feedback_given' and day is null);
