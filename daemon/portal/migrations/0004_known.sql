-- Browsers in which an account was signed in before: the SHA-256 of what is in the cookie, and the wrong passwords tried
-- there. Written by sign-ins.
create table known (
    account text not null references account on delete cascade,
    seal bytea not null check (length(seal) = 32),
    last_ms bigint not null,
    failures integer not null default 0,
    wait_until_ms bigint,
    primary key (account, seal)
);
