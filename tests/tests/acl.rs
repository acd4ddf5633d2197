//! Who may say and hear what on the office's broker: the list `noubad device acl` prints, on a real Mosquitto.

use std::process::Command;
use std::time::Duration;

use firmware_bridge::mqtt::{Client, Link, Options, Received};
use tests::broker::Mosquitto;
use tests::{office, until};
use tokio::sync::mpsc;
use tokio_util::sync::{CancellationToken, DropGuard};

const DEVICES: &str = r#"
[mqtt]
broker = "127.0.0.1:1883"
credential = "/etc/nouba/mqtt.credential"
[[bridge]]
id = "hall"
[[pad]]
id = "pad-1"
line = "hall"
counter = "counter-1"
[[bridge]]
id = "annex"
[[pad]]
id = "pad-2"
line = "annex"
counter = "counter-1"
"#;
const ROOT: &str = "nouba/v1/test-office";

/// What the daemon prints for an office with two bridges.
fn printed() -> String {
    let dir = tempfile::tempdir().expect("a directory");
    let config = dir.path().join("office.toml");
    std::fs::write(&config, office::office_toml(DEVICES)).expect("written");
    let said = Command::new(office::daemon())
        .args(["device", "acl", "--config"])
        .arg(config)
        .output()
        .expect("it runs");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8(said.stdout).expect("text")
}

struct Party {
    client: Client,
    _stop: DropGuard,
}

impl Party {
    fn start(broker: &Mosquitto, name: &str) -> Self {
        Self::with(broker, name, broker.credential(name).expect("a credential"))
    }

    fn with(broker: &Mosquitto, name: &str, credential: std::path::PathBuf) -> Self {
        let (client, driver) = Client::new(Options {
            broker: broker.address(),
            client_id: format!("test-{name}"),
            credential: Some(credential),
            presence: format!("{ROOT}/{name}/state"),
        });
        let stop = CancellationToken::new();
        tokio::spawn(driver.run(stop.clone()));
        Self { client, _stop: stop.drop_guard() }
    }

    fn say(&self, topic: &str) {
        self.client.send(format!("{ROOT}/{topic}"), "{}", Duration::from_secs(60)).expect("it is a topic");
    }

    async fn up(&self) {
        until("connected", || async { matches!(&*self.client.link().borrow(), Link::Up { .. }) }).await;
    }
}

async fn next(rx: &mut mpsc::Receiver<Received>) -> String {
    let message = tokio::time::timeout(tests::LIMIT, rx.recv()).await.expect("in time").expect("it runs");
    message.topic.trim_start_matches(ROOT).trim_start_matches('/').to_owned()
}

#[tokio::test]
async fn a_bridge_says_and_hears_what_is_its_own_and_nothing_else() {
    let broker = Mosquitto::start(&["nouba", "hall", "annex", "guest"], &printed()).await.expect("it starts");
    let daemon = Party::start(&broker, "nouba");
    let mut heard =
        daemon.client.subscribe(vec![format!("{ROOT}/+/event"), format!("{ROOT}/+/done")]).expect("filters");
    daemon.up().await;
    let (hall, guest) = (Party::start(&broker, "hall"), Party::start(&broker, "guest"));
    let mut told = hall
        .client
        .subscribe(vec![format!("{ROOT}/pad-1/show"), format!("{ROOT}/daemon/state")])
        .expect("filters");
    // Mosquitto grants such a subscription and then delivers nothing that the list forbids.
    let mut spied =
        hall.client.subscribe(vec![format!("{ROOT}/#"), format!("{ROOT}/pad-2/show")]).expect("filters");
    hall.up().await;
    guest.up().await;

    // Forged: a press of another bridge's pad, a recorded press, anything by somebody nobody knows.
    hall.say("pad-2/event");
    hall.say("pad-1/done");
    hall.say("daemon/state");
    guest.say("pad-1/event");
    hall.say("pad-1/event");
    assert_eq!(next(&mut heard).await, "pad-1/event", "the first that comes through is the bridge's own");
    hall.say("pad-1/event");
    assert_eq!(next(&mut heard).await, "pad-1/event");

    daemon.say("pad-2/show");
    daemon.say("pad-1/show");
    assert_eq!(next(&mut told).await, "pad-1/show");
    // The filter for everything hears the bridge's own as well, through the bridge's other subscription.
    while let Ok(message) = spied.try_recv() {
        let own = [format!("{ROOT}/pad-1/show"), format!("{ROOT}/daemon/state")];
        assert!(own.contains(&message.topic), "a bridge hears nothing that is another's: {}", message.topic);
    }
}

#[tokio::test]
async fn nobody_gets_in_without_a_name() {
    let broker = Mosquitto::start(&["nouba"], &printed()).await.expect("it starts");
    let (client, driver) = Client::new(Options {
        broker: broker.address(),
        client_id: "nobody".to_owned(),
        credential: None,
        presence: format!("{ROOT}/nobody/state"),
    });
    let stop = CancellationToken::new();
    tokio::spawn(driver.run(stop.clone()));
    let _stop = stop.drop_guard();
    let mut link = client.link();
    let refused = link
        .wait_for(|link| matches!(link, Link::Down(cause) if cause.contains("refuses name and password")));
    tokio::time::timeout(tests::LIMIT, refused).await.expect("refused in time").expect("it runs");
}

#[test]
fn the_example_that_is_shipped_is_what_is_printed() {
    let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../config/mosquitto/nouba.acl");
    let shipped = std::fs::read_to_string(shipped).expect("it is there");
    let tree = firmware_bridge::wire::topic::Tree::new("sale-etat-civil");
    let fresh = tree.access("nouba", &[("hall", vec!["pad-7", "panel-7"])]);
    let rules = shipped.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n");
    assert_eq!(rules.trim(), fresh.trim(), "config/mosquitto/nouba.acl is stale");
}

#[tokio::test]
async fn each_device_gets_an_account_of_its_own_from_one_command() {
    let dir = tempfile::tempdir().expect("a directory");
    let config = dir.path().join("office.toml");
    std::fs::write(&config, office::office_toml(DEVICES)).expect("written");
    let to = dir.path().join("broker");
    let make = |more: &[&str]| {
        let said = Command::new(office::daemon())
            .args(["device", "mqtt-accounts", "--config"])
            .arg(&config)
            .arg("--to")
            .arg(&to)
            .args(more)
            .output()
            .expect("it runs");
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    };
    make(&[]);
    let credential = |name: &str| to.join("credentials").join(name);
    let read = |name: &str| std::fs::read_to_string(credential(name)).expect("a credential");
    let (hall, annex) = (read("hall"), read("annex"));
    let broker = Mosquitto::with_files(&to).await.expect("it starts");
    let daemon = Party::with(&broker, "nouba", credential("nouba"));
    let mut heard = daemon.client.subscribe(vec![format!("{ROOT}/+/event")]).expect("filters");
    daemon.up().await;
    let party = Party::with(&broker, "hall", credential("hall"));
    party.up().await;
    party.say("pad-2/event");
    party.say("pad-1/event");
    assert_eq!(next(&mut heard).await, "pad-1/event", "its own, and nothing of another's");
    // A stolen bridge gets another password, and the others keep theirs.
    make(&["--renew", "hall"]);
    assert_ne!(read("hall"), hall);
    assert_eq!(read("annex"), annex);
}
