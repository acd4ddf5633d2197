//! Journals that come after others: a new box, a restored backup.

use queue::report::{Parent, Reply};

use crate::postgres::Postgres;
use crate::server::{Server, add_office, office_command};
use crate::{Office, batch_of, stored};

const ID: &str = "annexe-3";

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_out_of_nowhere_is_refused_shown_and_taken_once_a_person_says_so() {
    let postgres = Postgres::start().await;
    let credential = add_office(&postgres.url(), ID);
    let server = Server::start(&postgres.url(), None);
    let (mut first, mut second) = (Office::new(ID, 1).await, Office::new(ID, 2).await);
    first.live(50).await;
    second.live(50).await;
    let pool = postgres.pool().await;
    server.report(&credential, &first.batch(1, 20).await).await;
    let early = office_command(&postgres.url(), "adopt", &[ID, &second.epoch]);
    assert_eq!(early.status.code(), Some(1), "nobody has seen it yet");

    let batch = second.batch(1, 20).await;
    assert_eq!(server.report(&credential, &batch).await, Reply::UnknownEpoch { expects: 1 });
    let shown = server.office(ID, |o| o["fork"]["epoch"] == second.epoch.as_str()).await;
    assert_eq!(shown["epoch"], first.epoch, "the known journal stays the office's");
    let adopted = office_command(&postgres.url(), "adopt", &[ID, &second.epoch]);
    assert!(adopted.status.success(), "{}", String::from_utf8_lossy(&adopted.stderr));
    assert_eq!(server.report(&credential, &batch).await, Reply::Accepted { expects: 21 });
    let shown = server.office(ID, |o| o["epoch"] == second.epoch.as_str()).await;
    assert!(shown["fork"].is_null());
    assert_eq!(stored(&pool, ID, &first.epoch).await.len(), 20, "the earlier journal is untouched");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_backup_that_names_its_parent_goes_on_from_there_and_keeps_the_figures() {
    let postgres = Postgres::start().await;
    let credential = add_office(&postgres.url(), ID);
    let server = Server::start(&postgres.url(), None);
    let mut office = Office::new(ID, 3).await;
    office.script.morning();
    let last = office.commit().await;
    let all = office.chained().await;
    let pool = postgres.pool().await;
    server.report(&credential, &office.batch(1, 20).await).await;

    // The backup was taken after event 15; what came after it is told anew under another epoch.
    let mut branch = batch_of(ID, "branch", &all, 16, 100);
    branch.parent = Some(Parent { epoch: office.epoch.clone(), seq: 15 });
    assert_eq!(server.report(&credential, &branch).await, Reply::Accepted { expects: last + 1 });
    assert_eq!(stored(&pool, ID, &office.epoch).await.len(), 20);
    let own = stored(&pool, ID, "branch").await;
    assert_eq!((own.first().unwrap().0, own.len() as u64), (16, last - 15));
    let shown = server.office(ID, |o| o["today"]["seq"] == last && o["epoch"] == "branch").await;
    assert_eq!(shown["today"]["issued"], 7, "events 1 to 15 count once: {shown:#}");

    let mut foreign = batch_of(ID, "foreign", &all, 16, 5);
    foreign.parent = Some(Parent { epoch: office.epoch.clone(), seq: 15 });
    foreign.prev_hash.0[0] ^= 1;
    assert_eq!(
        server.report(&credential, &foreign).await,
        Reply::Broken { seq: 16, expects: 1 },
        "opens nothing"
    );
    // Whole in itself, but not what the parent had before event 16.
    let mut foreign = Office::new(ID, 4).await;
    foreign.live(40).await;
    let mut foreign = batch_of(ID, "foreign", &foreign.chained().await, 16, 5);
    foreign.parent = Some(Parent { epoch: office.epoch.clone(), seq: 15 });
    assert_eq!(server.report(&credential, &foreign).await, Reply::Fork { seq: 15, expects: 16 });
    assert!(stored(&pool, ID, "foreign").await.is_empty());
}
