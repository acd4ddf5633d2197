//! Copies of the journal: whole, and gone on with under a name of their own.

use noubad::store::{Journal, OpenError, Reader, backup, restore, verify};

use super::office::Script;
use super::{append, run, shell};

#[tokio::test]
async fn a_backup_taken_while_the_daemon_runs_is_a_whole_journal() {
    let (dir, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (mut journal, _) = Journal::open(dir.path()).await.unwrap();
    let mut script = Script::new();
    script.morning();
    append(&mut journal, &mut script).await;
    let target = to.path().join("nouba.db");
    let head = backup(dir.path(), &target).await.unwrap();
    assert_eq!(head, journal.head());
    script.issue("birth");
    append(&mut journal, &mut script).await;
    assert!(backup(dir.path(), &target).await.is_err(), "a backup replaces nothing");

    assert!(verify(to.path()).await.unwrap().is_well());
    assert!(Reader::open(dir.path()).await.unwrap().contains(head).await.unwrap());
    let (restored, loaded) = Journal::open(to.path()).await.unwrap();
    assert_eq!(restored.head(), head);
    assert_eq!(loaded.state.tickets.len() + 1, script.office.state.tickets.len());
}

#[tokio::test]
async fn commits_go_on_while_a_backup_is_taken_and_the_copy_ends_between_two_of_them() {
    let (dir, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (mut journal, _) = Journal::open(dir.path()).await.unwrap();
    let mut script = Script::new();
    script.morning();
    append(&mut journal, &mut script).await;
    for n in 0..5 {
        let target = to.path().join(format!("{n}.db"));
        let before = journal.head();
        let copying = tokio::spawn({
            let (dir, target) = (dir.path().to_owned(), target.clone());
            async move { backup(&dir, &target).await.unwrap() }
        });
        for _ in 0..20 {
            script.issue("birth");
            append(&mut journal, &mut script).await;
        }
        let head = copying.await.unwrap();
        assert!((before.seq..=journal.head().seq).contains(&head.seq), "{head:?}");
        assert!(Reader::open(dir.path()).await.unwrap().contains(head).await.unwrap());
        assert!(target.is_file());
    }
}

#[tokio::test]
async fn a_restored_journal_goes_on_under_another_name_and_says_from_where() {
    let (dir, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let copy = to.path().join("copy.db");
    let (mut journal, first) = Journal::open(dir.path()).await.unwrap();
    let mut script = Script::new();
    script.morning();
    append(&mut journal, &mut script).await;
    let head = backup(dir.path(), &copy).await.unwrap();
    let then = script.office.state.clone();
    script.issue("birth");
    append(&mut journal, &mut script).await;
    let locked = restore(&copy, dir.path(), true).await;
    assert!(matches!(locked, Err(OpenError::Locked { .. })), "{locked:?}");
    journal.close().await.unwrap();
    let occupied = restore(&copy, dir.path(), false).await.unwrap_err();
    assert!(occupied.to_string().contains("--replace"), "{occupied}");

    let restored = restore(&copy, dir.path(), true).await.unwrap();
    assert_eq!((restored.head, &restored.parent.epoch), (head, &first.epoch));
    let aside = restored.replaced.unwrap();
    assert_eq!(verify(&aside).await.unwrap().head.seq, head.seq + 1, "nothing was thrown away");
    let report = verify(dir.path()).await.unwrap();
    assert!(report.is_well(), "{report}");
    assert_eq!((report.head, &report.epoch), (head, &restored.epoch));

    let (mut journal, again) = Journal::open(dir.path()).await.unwrap();
    assert_eq!((again.state.clone(), again.epoch), (then, restored.epoch.clone()));
    assert_eq!(again.parent, Some(restored.parent));
    let mut script = Script::from(again.state);
    script.issue("birth");
    append(&mut journal, &mut script).await;
    journal.close().await.unwrap();
    // Twice restored: the chain still begins with the first name, the parent is the one before.
    let second = restore(&copy, dir.path(), true).await.unwrap();
    assert_eq!(second.parent.epoch, first.epoch);
    let report = verify(dir.path()).await.unwrap();
    assert!(report.is_well(), "{report}");
    let reader = Reader::open(dir.path()).await.unwrap();
    assert!(reader.contains(head).await.unwrap(), "the history is the same one");
}

#[tokio::test]
async fn a_damaged_backup_is_neither_made_nor_restored_and_leaves_nothing_behind() {
    let (dir, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let copy = to.path().join("copy.db");
    let (mut journal, _) = Journal::open(dir.path()).await.unwrap();
    let mut script = Script::new();
    script.morning();
    append(&mut journal, &mut script).await;
    journal.close().await.unwrap();
    backup(dir.path(), &copy).await.unwrap();
    let vandal = "drop trigger event_is_never_changed; update event set body = '{}' where seq = 5";
    run(&mut shell(dir.path()).await, vandal).await.unwrap();
    let other = to.path().join("other.db");
    let made = backup(dir.path(), &other).await.unwrap_err();
    assert!(made.to_string().contains("event 5"), "{made}");
    std::fs::write(&other, &std::fs::read(&copy).unwrap()[..8192]).unwrap();
    let fresh = tempfile::tempdir().unwrap();
    restore(&other, fresh.path(), false).await.unwrap_err();
    let left = |dir: &std::path::Path| {
        let names = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
        names.collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(left(fresh.path()), ["nouba.lock".to_owned()].into());
    assert_eq!(left(to.path()), ["copy.db".to_owned(), "other.db".to_owned()].into());
    restore(&copy, fresh.path(), false).await.unwrap();
    assert!(verify(fresh.path()).await.unwrap().is_well());
}
