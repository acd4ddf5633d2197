-- What managers and the town look at, and who may. As before every key starts with the office; the few tables that do
-- not are small and the same on every node of a cluster.

-- What an office may prove itself with. Several at once, so that one can be replaced while the other still works.
-- Written by `portal office add`, `rotate` and `revoke`.
create table office_credential (
    office text not null references office,
    -- SHA-256 of the credential; the credential itself is known to the office alone
    hash bytea not null check (length(hash) = 32),
    added_ms bigint not null,
    primary key (office, hash)
);
create index office_credential_hash on office_credential (hash);
insert into office_credential (office, hash, added_ms) select office, credential, added_ms from office;
alter table office drop column credential;

-- Where an office is, for the map. Written by `portal office place`.
alter table office
    add column latitude double precision check (latitude between -90 and 90),
    add column longitude double precision check (longitude between -180 and 180),
    add column address text;

-- What an office said it is: one row per configuration it has reported under. Written by ingest.
create table office_profile (
    office text not null references office,
    hash text not null check (length(hash) between 1 and 128),
    body text not null,
    first_ms bigint not null,
    last_ms bigint not null,
    primary key (office, hash)
);

-- The newest look at each office, so that a portal that starts again is not blind. Written every few seconds.
create table office_live (
    office text primary key references office,
    epoch text not null,
    received_ms bigint not null,
    body text not null
);

-- The closed days of each office in facts. Derived: follows from the events and the profiles.
create table office_day (
    office text not null references office,
    day date not null,
    epoch text not null,
    -- the event the day closed with
    seq bigint not null,
    -- the configuration it was measured by; null when none was known yet, and then it is worked out again
    profile text,
    form integer not null,
    -- queue::figures::Day
    body bytea not null,
    -- what it left behind for the next day
    collector text not null,
    primary key (office, day)
);

-- Sums of closed days: of an office by month and year, of the town (office '*') by day as well. Derived.
create table figure (
    office text not null,
    span text not null check (span in ('day', 'month', 'year')),
    start date not null,
    -- all, service, class or hour, and which one
    grouping text not null,
    key text not null,
    -- queue::figures::Sum
    body bytea not null,
    primary key (office, span, grouping, start, key)
);

-- A day's end is looked for among millions of events.
create index event_marks on event (office, epoch, seq) where kind in ('day_opened', 'day_closed', 'config_loaded');

-- People who may look. Written by `portal account`, the set-up page and sign-ins.
create table account (
    account text primary key check (account ~ '^[a-z0-9-]{1,32}$'),
    role text not null check (role in ('operator', 'viewer')),
    salt bytea not null check (length(salt) = 16),
    hash bytea not null check (length(hash) = 32),
    failures integer not null default 0,
    wait_until_ms bigint,
    disabled boolean not null default false,
    added_ms bigint not null
);

-- Open sessions: the SHA-256 of what is in the cookie. Written by sign-ins and sign-outs.
create table session (
    seal bytea primary key check (length(seal) = 32),
    account text not null references account on delete cascade,
    since_ms bigint not null,
    used_ms bigint not null
);

-- The one-time code that makes the first account. Written at the first start.
create table setup_code (
    seal bytea primary key check (length(seal) = 32),
    expires_ms bigint not null
);
