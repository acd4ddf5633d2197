//! How a batch reaches the tables: as one row put into a view, which a trigger of the connection's own spreads over them.
//!
//! SQLite makes one statement whole or not at all, and the thread that owns the connection reports each statement by
//! itself: a batch of ten statements would wake the dispatcher ten times before it is on the disk.

use sqlx::sqlite::SqliteConnection;

use super::journal::SnapshotRow;
use super::project::SNAPSHOT_FORM;

/// Made anew for every connection that writes: nothing of it is in the file. (`jsonb_each`, as `json_each` would write
/// each row out as text again for every column. What numbers are unique by is written by a statement of its own, and only
/// where it changed, as when an appointment arrives: SQLite would write that index for every call.)
pub(super) const SET_UP: &str = "
create temp view batch as select null as events, null as tickets, null as counters, null as answers,
    null as snapshot_seq, null as snapshot_form, null as snapshot_body, null as snapshot_seal,
    null as forget_before, null as forget_now, null as keep_newest;
create temp trigger batch_is_spread instead of insert on batch begin
insert into event (seq, at_ms, day, kind, ticket, command, body, hash)
    select value->>'seq', value->>'at_ms', value->>'day', value->>'kind', value->>'ticket', value->>'command',
           value->>'body', unhex(value->>'hash')
    from jsonb_each(new.events);
insert into ticket (id, day, letter, value, number, service, class, state, counter, issued_ms, booked_ms,
                    first_called_ms, called_ms, started_ms, ended_ms, waited_ms, walked_ms, served_ms, parked_ms,
                    calls, transactions, seq)
    select e.value->>'id', e.value->>'day', e.value->>'letter', e.value->>'value', e.value->>'number',
           e.value->>'service', e.value->>'class', e.value->>'state', e.value->>'counter', e.value->>'issued_ms',
           e.value->>'booked_ms', e.value->>'first_called_ms', e.value->>'called_ms', e.value->>'started_ms',
           e.value->>'ended_ms', e.value->>'waited_ms', e.value->>'walked_ms', e.value->>'served_ms',
           e.value->>'parked_ms', e.value->>'calls', e.value->>'transactions', e.value->>'seq'
    from jsonb_each(new.tickets) as e where true
    on conflict (id) do update set
        number = excluded.number, service = excluded.service, class = excluded.class, state = excluded.state, counter = excluded.counter,
        issued_ms = excluded.issued_ms, booked_ms = excluded.booked_ms,
        first_called_ms = excluded.first_called_ms, called_ms = excluded.called_ms,
        started_ms = excluded.started_ms, ended_ms = excluded.ended_ms, waited_ms = excluded.waited_ms,
        walked_ms = excluded.walked_ms, served_ms = excluded.served_ms, parked_ms = excluded.parked_ms,
        calls = excluded.calls, transactions = excluded.transactions, seq = excluded.seq;
update ticket set day = e.value->>'day', letter = e.value->>'letter', value = e.value->>'value'
    from jsonb_each(new.tickets) as e
    where ticket.id = e.value->>'id'
    and (ticket.day, ticket.letter, ticket.value) is not (e.value->>'day', e.value->>'letter', e.value->>'value');
insert into counter_day (day, counter, served, no_shows, transferred, wait_ms, waits, service_ms, services)
    select e.value->>'day', e.value->>'counter', e.value->>'served', e.value->>'no_shows',
           e.value->>'transferred', e.value->>'wait_ms', e.value->>'waits', e.value->>'service_ms',
           e.value->>'services'
    from jsonb_each(new.counters) as e where true
    on conflict (day, counter) do update set
        served = excluded.served, no_shows = excluded.no_shows, transferred = excluded.transferred,
        wait_ms = excluded.wait_ms, waits = excluded.waits, service_ms = excluded.service_ms,
        services = excluded.services;
insert into answer (command, at_ms, body, place)
    select e.value->>'command', e.value->>'at_ms', e.value->>'body', e.value->>'place'
    from jsonb_each(new.answers) as e where true
    on conflict (command) do update set at_ms = excluded.at_ms, body = excluded.body, place = excluded.place;
insert into snapshot (seq, form, body, seal)
    select new.snapshot_seq, new.snapshot_form, new.snapshot_body, new.snapshot_seal
    where new.snapshot_seq is not null
    on conflict (seq) do update set form = excluded.form, body = excluded.body, seal = excluded.seal;
delete from snapshot where new.snapshot_seq is not null
    and seq not in (select seq from snapshot order by seq desc limit 3);
update answer set at_ms = new.forget_now where new.forget_before is not null and at_ms > new.forget_now;
delete from answer where new.forget_before is not null and at_ms < new.forget_before
    and place <= (select max(place) from answer) - new.keep_newest;
end";

const WRITE: &str = "insert into batch values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

/// Answers to let go of.
#[derive(Clone, Copy)]
pub(super) struct Forgetting {
    /// Those of before this time go, in milliseconds.
    pub before: i64,
    /// The present: what claims to be of later is of now.
    pub now: i64,
    /// How many of the newest stay, however old they look.
    pub keep_newest: i64,
}

/// What is written together: rows as JSON arrays of objects whose keys are the columns.
pub(super) struct Rows<'a> {
    pub events: String,
    pub tickets: String,
    pub counters: String,
    pub answers: String,
    pub snapshot: Option<&'a SnapshotRow>,
    pub forgetting: Option<Forgetting>,
}

impl Rows<'_> {
    /// Writes all of it, or nothing. Outside a transaction it has reached the disk on return.
    pub(super) async fn write(self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let (snapshot, forgetting) = (self.snapshot, self.forgetting);
        let query = sqlx::query(WRITE)
            .bind(self.events)
            .bind(self.tickets)
            .bind(self.counters)
            .bind(self.answers)
            .bind(snapshot.map(|s| s.seq))
            .bind(SNAPSHOT_FORM)
            .bind(snapshot.map(|s| s.body.as_str()))
            .bind(snapshot.map(|s| s.seal.as_slice()))
            .bind(forgetting.map(|f| f.before))
            .bind(forgetting.map(|f| f.now))
            .bind(forgetting.map_or(0, |f| f.keep_newest));
        query.execute(connection).await.map(|_| ())
    }
}
