//! Old history cut off at a signed head: the rest is whole, and nothing else can be deleted.

use noubad::evidence::OfficeKey;
use noubad::store::{Journal, Reader, prepare_cut, rebuild, restore, verify};
use queue::evidence::SignedHead;
use queue::{Command, Role};
use std::path::Path;

use super::office::{Random, Script};
use super::{append, derived, run, shell};

/// Ends the day, and signs its head as the daemon does.
async fn sign(journal: &mut Journal, script: &mut Script, epoch: &str, key: &OfficeKey) -> SignedHead {
    script.ask_as(Role::System, Command::CloseDay);
    append(journal, script).await;
    let (head, day) = (journal.head(), script.office.state.last_day.unwrap());
    let hash = head.hash.to_string();
    let signature = key.sign(&SignedHead::statement(day, epoch, head.seq, &hash));
    let signed =
        SignedHead { day, epoch: epoch.to_owned(), seq: head.seq, hash, key: key.public(), signature };
    script.ask_as(Role::System, Command::SignHead { head: signed.clone() });
    append(journal, script).await;
    signed
}

/// Four busy days, each signed; the journal is closed. What lives on from day to day is among them.
async fn four_days(dir: &Path) -> (Vec<SignedHead>, Script) {
    let key = OfficeKey::open(dir).unwrap();
    let (mut journal, loaded) = Journal::open(dir).await.unwrap();
    let (mut script, mut random, mut heads) = (Script::new(), Random::new(7), Vec::new());
    for _ in 0..4 {
        script.open_day();
        script.live(&mut random, 150);
        append(&mut journal, &mut script).await;
        heads.push(sign(&mut journal, &mut script, &loaded.epoch, &key).await);
    }
    journal.close().await.unwrap();
    (heads, script)
}

async fn cut(dir: &Path, head: &SignedHead) {
    let cut = prepare_cut(dir, head).await.unwrap();
    let (mut journal, _) = Journal::open(dir).await.unwrap();
    journal.cut(&cut).await.unwrap();
    journal.close().await.unwrap();
}

#[tokio::test]
async fn a_history_that_was_cut_is_whole_and_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let (heads, script) = four_days(dir.path()).await;
    let before = derived(dir.path()).await;
    // One cut after the other, and the last over one that was made before.
    for head in &heads[..2] {
        cut(dir.path(), head).await;
        let report = verify(dir.path()).await.unwrap();
        assert!(report.is_well(), "{report}");
        let reader = Reader::open(dir.path()).await.unwrap();
        let begins = reader.beginning().await.unwrap();
        assert_eq!((begins.base.seq, begins.signed.as_ref()), (head.seq, Some(head)));
        assert_eq!(reader.events(0, 1).await.unwrap()[0].seq, head.seq + 1);
        assert!(reader.chained(head.seq - 1, 1).await.unwrap().is_none(), "the portal is told so");
        assert_eq!(reader.chained(head.seq, 1).await.unwrap().unwrap().before, begins.base.hash);
        reader.close().await;
    }
    let after = derived(dir.path()).await;
    assert!(
        after.len() < before.len() && after.iter().all(|row| before.contains(row)),
        "rows went, none changed"
    );
    let (journal, loaded) = Journal::open(dir.path()).await.unwrap();
    assert_eq!(loaded.state, script.office.state, "the state is what it was");
    journal.close().await.unwrap();
    // Without any snapshot as well, and made anew from what is there.
    run(&mut shell(dir.path()).await, "delete from snapshot").await.unwrap();
    let (mut journal, loaded) = Journal::open(dir.path()).await.unwrap();
    assert_eq!(loaded.state, script.office.state);
    let mut script = Script::from(loaded.state);
    script.open_day();
    append(&mut journal, &mut script).await;
    journal.close().await.unwrap();
    let live = derived(dir.path()).await;
    rebuild(dir.path()).await.unwrap();
    assert_eq!(derived(dir.path()).await, live);
    assert!(verify(dir.path()).await.unwrap().is_well());
    // A copy of it is one, too.
    let to = tempfile::tempdir().unwrap();
    let copy = to.path().join("copy.db");
    noubad::store::backup(dir.path(), &copy).await.unwrap();
    restore(&copy, &to.path().join("data"), false).await.unwrap();
    assert!(verify(&to.path().join("data")).await.unwrap().is_well());
}

#[tokio::test]
async fn only_what_a_signed_head_covers_can_be_deleted_and_forgeries_are_found() {
    let dir = tempfile::tempdir().unwrap();
    let (heads, _) = four_days(dir.path()).await;
    let mut wrong = heads[1].clone();
    wrong.hash = heads[0].hash.clone();
    assert!(prepare_cut(dir.path(), &wrong).await.is_err(), "not the head of this history");
    cut(dir.path(), &heads[0]).await;
    let newest = "delete from event where seq = (select max(seq) from event)";
    let refused = run(&mut shell(dir.path()).await, newest).await;
    assert!(refused.unwrap_err().contains("append-only"));
    let vandals = [
        // More is cut than was signed, by somebody with a shell and all hashes.
        "update base set (seq, hash) = (select seq, hash from event order by seq limit 1); \
         delete from event where seq <= (select seq from base)",
        "update base set signed = replace(signed, '\"day\":\"2', '\"day\":\"3')",
        "update base set body = replace(body, 'waiting', 'finished')",
        "delete from base",
        "delete from ticket where id = (select min(id) from ticket)",
    ];
    for vandal in vandals {
        let copy = tempfile::tempdir().unwrap();
        std::fs::copy(dir.path().join("nouba.db"), copy.path().join("nouba.db")).unwrap();
        run(&mut shell(copy.path()).await, vandal).await.unwrap();
        let found = verify(copy.path()).await.map_or(true, |report| !report.is_well());
        assert!(found, "{vandal}");
    }
    assert!(verify(dir.path()).await.unwrap().is_well());
}
