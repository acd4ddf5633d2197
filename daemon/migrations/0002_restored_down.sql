-- Takes schema 2 back to schema 1 for an older daemon. Not for a restored journal: schema 1 has no word for that.
alter table answer drop column place;
alter table meta drop column parent_seq;
alter table meta drop column parent_epoch;
alter table meta drop column genesis;
