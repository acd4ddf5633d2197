-- What people say of a day after its end, which is in no day: looked for each time days are worked out.
create index event_late on event (office, epoch, seq) where kind = 'feedback_given' and day is null;
