//! The connection to a real Mosquitto: killed, frozen, refusing; nothing it was told to keep is lost.

use std::collections::BTreeSet;
use std::time::Duration;

use firmware_bridge::mqtt::{Client, Link, Options, Received};
use nix::sys::signal::Signal;
use tests::broker::Mosquitto;
use tests::until;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

const ALL: &str = "user one\ntopic readwrite #\nuser two\ntopic readwrite #\n";
const LONG: Duration = Duration::from_secs(600);

struct Party {
    client: Client,
    stop: CancellationToken,
    task: tokio::task::JoinHandle<()>,
}

impl Party {
    fn start(broker: &Mosquitto, name: &str) -> Self {
        let (client, driver) = Client::new(Options {
            broker: broker.address(),
            client_id: format!("test-{name}"),
            credential: Some(broker.credential(name).expect("a credential")),
            presence: format!("{name}/state"),
        });
        let stop = CancellationToken::new();
        let task = tokio::spawn(driver.run(stop.clone()));
        Self { client, stop, task }
    }

    async fn up(&self) {
        let mut link = self.client.link();
        let up = link.wait_for(|link| matches!(link, Link::Up { .. }));
        tokio::time::timeout(tests::LIMIT, up).await.expect("connected in time").expect("it runs");
    }

    async fn end(self) {
        self.stop.cancel();
        self.task.await.expect("it ends well");
    }
}

async fn next(rx: &mut mpsc::Receiver<Received>) -> Received {
    tokio::time::timeout(tests::LIMIT, rx.recv()).await.expect("a message in time").expect("it runs")
}

/// Reads until every one of these was heard; returns how many came in all.
async fn hears(rx: &mut mpsc::Receiver<Received>, mut wanted: BTreeSet<String>) -> usize {
    let mut count = 0;
    while !wanted.is_empty() {
        wanted.remove(&next(rx).await.topic);
        count += 1;
    }
    count
}

#[tokio::test]
async fn messages_sent_while_the_broker_is_frozen_killed_and_away_arrive_after_it() {
    let mut broker = Mosquitto::start(&["one"], ALL).await.unwrap();
    let one = Party::start(&broker, "one");
    // A connection subscribes before it publishes: this client hears whatever it sends again.
    let mut heard = one.client.subscribe(vec!["n/+".to_owned()]).unwrap();
    let mut made = 0;
    let mut send = || {
        let topics: BTreeSet<String> = (made..made + 10).map(|n| format!("n/{n}")).collect();
        topics.iter().for_each(|topic| one.client.send(topic, "x", LONG).unwrap());
        made += 10;
        topics
    };
    for _ in 0..3 {
        one.up().await;
        hears(&mut heard, send()).await;
        broker.signal(Signal::SIGSTOP).unwrap();
        let mut waiting = send();
        tokio::time::sleep(Duration::from_millis(100)).await;
        broker.kill().await.unwrap();
        waiting.extend(send());
        broker.restart().await.unwrap();
        hears(&mut heard, waiting).await;
    }
    assert_eq!(one.client.counts().expired, 0);
    assert!(one.client.counts().connections >= 4);
    one.end().await;
}

#[tokio::test]
async fn retained_topics_are_there_again_after_a_broker_that_forgot_them_and_only_the_newest() {
    let mut broker = Mosquitto::start(&["one", "two"], ALL).await.unwrap();
    let one = Party::start(&broker, "one");
    one.client.retain("show", "1").unwrap();
    one.up().await;
    broker.kill().await.unwrap();
    one.client.retain("show", "2").unwrap();
    one.client.retain("show", "3").unwrap();
    broker.restart().await.unwrap();
    one.up().await;
    until("the broker has it", || async {
        let two = Party::start(&broker, "two");
        let mut heard = two.client.subscribe(vec!["show".to_owned()]).unwrap();
        let first = tokio::time::timeout(Duration::from_secs(1), heard.recv()).await.ok().flatten();
        two.end().await;
        first.is_some_and(|message| message.retained && message.payload == b"3")
    })
    .await;
    one.end().await;
}

#[tokio::test]
async fn a_client_that_dies_is_told_of_by_its_will_with_the_birth_it_had() {
    let broker = Mosquitto::start(&["one", "two"], ALL).await.unwrap();
    let (one, two) = (Party::start(&broker, "one"), Party::start(&broker, "two"));
    let mut heard = two.client.subscribe(vec!["one/state".to_owned()]).unwrap();
    let state = |message: &Received| serde_json::from_slice::<serde_json::Value>(&message.payload).unwrap();
    let born = state(&next(&mut heard).await);
    assert_eq!(born["online"], true);
    // Dropped without a word: the connection breaks, the broker publishes the will.
    one.task.abort();
    let gone = state(&next(&mut heard).await);
    assert_eq!((&gone["online"], &gone["birth"]), (&serde_json::json!(false), &born["birth"]));
    two.end().await;
}

#[tokio::test]
async fn a_wrong_password_and_an_open_credential_are_said_in_words() {
    use std::os::unix::fs::PermissionsExt;
    let broker = Mosquitto::start(&["one"], ALL).await.unwrap();
    let credential = broker.credential("one").unwrap();
    std::fs::write(&credential, "one:wrong").unwrap();
    let (client, driver) = Client::new(Options {
        broker: broker.address(),
        client_id: "test".to_owned(),
        credential: Some(credential.clone()),
        presence: "one/state".to_owned(),
    });
    let stop = CancellationToken::new();
    let task = tokio::spawn(driver.run(stop.clone()));
    let says = async |words: &str| {
        let mut link = client.link();
        let down = link.wait_for(|link| matches!(link, Link::Down(cause) if cause.contains(words)));
        tokio::time::timeout(tests::LIMIT, down).await.expect(words).expect("it runs");
    };
    says("refuses name and password").await;
    std::fs::set_permissions(&credential, PermissionsExt::from_mode(0o644)).unwrap();
    says("can be read by others").await;
    stop.cancel();
    task.await.unwrap();
}

#[tokio::test]
async fn a_subscriber_that_does_not_read_loses_the_newest_and_holds_nobody_up() {
    let broker = Mosquitto::start(&["one", "two"], ALL).await.unwrap();
    let (one, two) = (Party::start(&broker, "one"), Party::start(&broker, "two"));
    let mut heard = two.client.subscribe(vec!["x".to_owned()]).unwrap();
    two.up().await;
    one.up().await;
    assert!(one.client.send("x", vec![0; 9_000], LONG).is_err());
    assert!(one.client.send("x/+", "", LONG).is_err());
    for n in 0..400 {
        one.client.send("x", n.to_string(), LONG).unwrap();
    }
    // Nobody reads: the bound holds, the rest is counted.
    until("all came", || async { two.client.counts().dropped == 400 - 256 }).await;
    assert_eq!(next(&mut heard).await.payload, b"0");
    assert_eq!(two.client.counts().connections, 1);
    one.end().await;
    two.end().await;
}
