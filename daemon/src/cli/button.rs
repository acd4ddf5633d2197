//! `noubad device test`, `learn` and `card`: buttons without hardware, with it, and on paper.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap::{Args, ValueEnum};
use evdev::KeyCode;
use firmware_bridge::modbus::line::{ModbusEvent, ModbusLine, run_modbus};
use firmware_bridge::mqtt::{Client, Link, Options};
use serde::Serialize;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;

use super::{Exit, say};
use crate::button::learn::{self, Learner};
use crate::button::mapping::read;
use crate::config::{Button, Config, PadAction, Protocol};
use crate::device::button::keys::Keypad;

#[derive(Args)]
pub(super) struct TestArgs {
    /// The office's configuration.
    #[arg(long, env = "NOUBA_CONFIG")]
    config: PathBuf,
    /// The button's id; every button that speaks MQTT without it.
    #[arg(long)]
    device: Option<String>,
    /// File that holds a payload, as the button sent it.
    #[arg(long)]
    payload: PathBuf,
    /// Answers as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Tested<'a> {
    device: &'a str,
    counter: &'a str,
    presses: Vec<Pressed>,
    no_press: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    battery_percent: Option<f64>,
}

#[derive(Serialize)]
struct Pressed {
    word: String,
    action: PadAction,
}

/// Says what a payload would do; 1 when it is no press of any button asked about.
pub(super) fn test(args: &TestArgs) -> Result<ExitCode, Exit> {
    let config = super::serve::load(&args.config)?;
    let payload = std::fs::read(&args.payload)
        .with_context(|| format!("the payload {} cannot be read", args.payload.display()))?;
    let buttons = asked_about(&config, args.device.as_deref())?;
    let tested: Vec<Tested<'_>> = buttons.iter().map(|button| tested(button, &payload)).collect();
    if args.json {
        say(&serde_json::to_string_pretty(&tested)?);
    } else {
        tested.iter().for_each(tell);
    }
    let acts = tested.iter().any(|t| !t.presses.is_empty());
    Ok(if acts { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn asked_about<'a>(config: &'a Config, id: Option<&str>) -> Result<Vec<&'a Button>, Exit> {
    let speaking: Vec<&Button> = config.buttons.iter().filter(|b| b.source.mqtt.is_some()).collect();
    let known = || speaking.iter().map(|b| b.id.as_str()).collect::<Vec<_>>().join(", ");
    let Some(id) = id else {
        if speaking.is_empty() {
            return Err(Exit::Usage("noubad: no button of this office speaks MQTT".to_owned()));
        }
        return Ok(speaking);
    };
    let found: Vec<&Button> = speaking.iter().copied().filter(|b| b.id.as_str() == id).collect();
    if found.is_empty() {
        return Err(Exit::Usage(format!(
            "noubad: {id} is no MQTT button of this office; there are: {}",
            known()
        )));
    }
    Ok(found)
}

fn tested<'a>(button: &'a Button, payload: &[u8]) -> Tested<'a> {
    let reading = read(button, payload, None);
    Tested {
        device: button.id.as_str(),
        counter: button.counter.as_str(),
        presses: reading.presses.into_iter().map(|p| Pressed { word: p.word, action: p.action }).collect(),
        no_press: reading.ignored.iter().map(ToString::to_string).collect(),
        battery_percent: reading.battery,
    }
}

fn tell(tested: &Tested<'_>) {
    for press in &tested.presses {
        let action = action_word(press.action);
        say(&format!("{}: {:?} → {action} at {}", tested.device, press.word, tested.counter));
    }
    tested.no_press.iter().for_each(|why| say(&format!("{}: no press: {why}", tested.device)));
    if let Some(battery) = tested.battery_percent {
        say(&format!("{}: battery {battery} %", tested.device));
    }
}

/// Returns an action as the file writes it.
pub(super) fn action_word(action: PadAction) -> String {
    let word = serde_json::to_value(action).ok();
    word.and_then(|w| w.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Where presses are looked for.
#[derive(Clone, Copy, ValueEnum)]
enum Where {
    /// On the office's broker.
    Mqtt,
    /// At a USB keypad or presenter.
    Keys,
    /// At a Modbus input module.
    Modbus,
}

#[derive(Args)]
pub(super) struct LearnArgs {
    /// Where presses are looked for.
    #[arg(value_enum, default_value = "mqtt")]
    place: Where,
    /// The office's configuration; it says where the broker or the Modbus line is.
    #[arg(long, env = "NOUBA_CONFIG")]
    config: Option<PathBuf>,
    /// Topics to listen to, with # and +.
    #[arg(long, default_value = "#")]
    topic: String,
    /// Reads messages from a file instead: a topic and a payload a line, as `mosquitto_sub -v` prints them.
    #[arg(long)]
    from: Option<PathBuf>,
    /// Device file of the keypad, from /dev/input/by-id/.
    #[arg(long)]
    path: Option<PathBuf>,
    /// Id of the Modbus line.
    #[arg(long)]
    line: Option<String>,
    /// Unit of the input module.
    #[arg(long, default_value_t = 1)]
    unit: u8,
    /// How many inputs it has.
    #[arg(long, default_value_t = 8)]
    inputs: u16,
    /// How long to listen, in seconds.
    #[arg(long = "for", default_value_t = 60)]
    seconds: u64,
    /// Ends after so many presses.
    #[arg(long)]
    presses: Option<usize>,
    /// The id the button shall have.
    #[arg(long, default_value = "button-1")]
    id: String,
    /// The counter it belongs to.
    #[arg(long, default_value = "counter-1")]
    counter: String,
    /// File to which the mapping is added, as the office's own.
    #[arg(long)]
    write: Option<PathBuf>,
}

/// Shows what changed with each press, and writes the mapping that understands it.
pub(super) async fn learn(args: LearnArgs) -> Result<ExitCode, Exit> {
    let learnt = match args.place {
        Where::Mqtt if args.from.is_some() => from_file(&args)?,
        Where::Mqtt => from_broker(&args).await?,
        Where::Keys => from_keys(&args).await?,
        Where::Modbus => from_modbus(&args).await?,
    };
    let Some(mapping) = learnt else {
        say("Nothing that looks like a press came.");
        return Ok(ExitCode::from(1));
    };
    say(&format!("\nThis understands it; put the actions right:\n\n{mapping}"));
    if let Some(path) = &args.write {
        let mut file = std::fs::OpenOptions::new().append(true).create(true).open(path)?;
        write!(file, "\n{mapping}")?;
        say(&format!("Added to {}. Check it: noubad check-config {0}", path.display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// What is learnt from messages, one after the other.
struct Lesson<'a> {
    args: &'a LearnArgs,
    learner: Learner,
    presses: usize,
    mapping: Option<String>,
    score: i32,
}

impl<'a> Lesson<'a> {
    fn new(args: &'a LearnArgs) -> Self {
        Self { args, learner: Learner::default(), presses: 0, mapping: None, score: 0 }
    }

    /// Takes a message; returns whether enough was heard.
    fn take(&mut self, topic: &str, payload: &[u8], retained: bool) -> bool {
        let found = self.learner.take(topic, payload, retained);
        let Some(best) = found.first() else { return false };
        say(&format!("{topic}: {} = {:?}", place(&best.place), best.word));
        for other in found.iter().skip(1).take(2) {
            say(&format!("    or {} = {:?}", place(&other.place), other.word));
        }
        self.presses += 1;
        if best.score >= self.score {
            self.score = best.score;
            self.mapping = Some(self.learner.mapping(best, &self.args.id, &self.args.counter));
        }
        self.args.presses.is_some_and(|wanted| self.presses >= wanted)
    }
}

fn place(place: &learn::Place) -> String {
    match place {
        learn::Place::Raw => "the payload".to_owned(),
        learn::Place::Json(at) => at.clone(),
        learn::Place::Each { list, json, only } => {
            let only = only.as_ref().map(|(at, word)| format!(" where {at} is {word:?}"));
            format!("{list}, each {json}{}", only.unwrap_or_default())
        }
    }
}

fn from_file(args: &LearnArgs) -> Result<Option<String>, Exit> {
    let path = args.from.as_deref().unwrap_or(Path::new(""));
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let mut lesson = Lesson::new(args);
    for line in text.lines() {
        let (topic, payload) = line.split_once(' ').unwrap_or((line, ""));
        if lesson.take(topic, payload.as_bytes(), false) {
            break;
        }
    }
    Ok(lesson.mapping)
}

fn config_of(args: &LearnArgs) -> Result<Config, Exit> {
    let wanted = || Exit::Usage("noubad: --config FILE is needed: it says where to listen".to_owned());
    super::serve::load(args.config.as_deref().ok_or_else(wanted)?)
}

async fn from_broker(args: &LearnArgs) -> Result<Option<String>, Exit> {
    let config = config_of(args)?;
    let no_broker = || Exit::Usage("noubad: the office has no [mqtt]; add broker and credential".to_owned());
    let mqtt = config.mqtt.as_ref().ok_or_else(no_broker)?;
    let (client, driver) = Client::new(Options {
        broker: mqtt.broker.clone(),
        client_id: format!("nouba-{}-learn-{}", config.office.id, std::process::id()),
        credential: Some(mqtt.credential.clone()),
        presence: format!("nouba/v1/{}/learn/state", config.office.id),
    });
    let heard = client.subscribe(vec![args.topic.clone()]);
    let mut heard = heard.map_err(|e| Exit::Usage(format!("noubad: --topic {}: {e}", args.topic)))?;
    let stop = CancellationToken::new();
    let task = tokio::spawn(driver.run(stop.clone()));
    let until = Instant::now() + Duration::from_secs(args.seconds);
    let mut link = client.link();
    let up = timeout_at(until, link.wait_for(|l| matches!(l, Link::Up { .. }))).await.is_ok();
    if !up {
        return Err(Exit::Failed(anyhow::anyhow!("the broker {} cannot be reached", mqtt.broker)));
    }
    say(&format!("Listening to {} at {}. Press the button, each way it has.", args.topic, mqtt.broker));
    let mut lesson = Lesson::new(args);
    while let Ok(Some(message)) = timeout_at(until, heard.recv()).await {
        let ours = message.topic.starts_with("nouba/");
        if !ours && lesson.take(&message.topic, &message.payload, message.retained) {
            break;
        }
    }
    stop.cancel();
    let _ = task.await;
    Ok(lesson.mapping)
}

/// Counts presses of things that have a name, and says them.
struct Names<'a> {
    args: &'a LearnArgs,
    order: Vec<String>,
    presses: usize,
}

impl<'a> Names<'a> {
    fn new(args: &'a LearnArgs) -> Self {
        Self { args, order: Vec::new(), presses: 0 }
    }

    fn take(&mut self, name: &str) -> bool {
        say(name);
        if !self.order.iter().any(|n| n == name) {
            self.order.push(name.to_owned());
        }
        self.presses += 1;
        self.args.presses.is_some_and(|wanted| self.presses >= wanted)
    }
}

async fn from_keys(args: &LearnArgs) -> Result<Option<String>, Exit> {
    let needed = || Exit::Usage("noubad: --path /dev/input/by-id/…-event-kbd is needed".to_owned());
    let path = args.path.as_ref().ok_or_else(needed)?;
    let mut keypad = Keypad::open(path).with_context(|| {
        format!("{}: does a running noubad hold it, or is the right missing?", path.display())
    })?;
    say(&format!("Listening to {}. Press its keys.", keypad.name().unwrap_or("the keypad")));
    let until = Instant::now() + Duration::from_secs(args.seconds);
    let mut names = Names::new(args);
    'listening: while let Ok(strokes) = timeout_at(until, keypad.read()).await {
        for stroke in strokes?.into_iter().filter(|s| s.is_down) {
            if names.take(&format!("{:?}", KeyCode::new(stroke.code))) {
                break 'listening;
            }
        }
    }
    let source = format!("{{ evdev = {:?} }}", path.display().to_string());
    let found = !names.order.is_empty();
    let mapping = || learn::button(&args.id, &args.counter, &source, None, names.order.into_iter());
    Ok(found.then(mapping))
}

async fn from_modbus(args: &LearnArgs) -> Result<Option<String>, Exit> {
    let config = config_of(args)?;
    let modbus = config.lines.iter().filter(|l| l.protocol == Protocol::Modbus);
    let line = modbus.clone().find(|l| args.line.as_ref().is_none_or(|id| l.id.as_str() == id));
    let line = line.ok_or_else(|| {
        Exit::Usage("noubad: the office has no such line with protocol = \"modbus\"".to_owned())
    })?;
    let inputs = BTreeMap::from([(args.unit, (0..args.inputs.max(1)).collect())]);
    let modbus =
        ModbusLine { path: line.path.clone(), baud: line.speed(), inputs, displays: BTreeMap::new() };
    let (_signs, signs) = watch::channel(BTreeMap::new());
    let (events_tx, mut events) = mpsc::channel(64);
    let stop = CancellationToken::new();
    let task = tokio::spawn(run_modbus(modbus, signs, events_tx, stop.clone()));
    let until = Instant::now() + Duration::from_secs(args.seconds);
    let (mut first, mut pressed) = (BTreeMap::new(), None);
    while let Ok(Some(event)) = timeout_at(until, events.recv()).await {
        match event {
            ModbusEvent::Line { cause, .. } => say(&cause),
            ModbusEvent::Unit { unit, fault: Some(fault) } => say(&format!("unit {unit}: {fault}")),
            ModbusEvent::Unit { unit, fault: None } => {
                say(&format!("Unit {unit} answers. Press its contacts."))
            }
            ModbusEvent::Input { input, is_on, .. } => {
                if first.insert(input, is_on).is_some() && is_on {
                    say(&format!("unit {} input {input}", args.unit));
                    pressed = Some(input);
                    break;
                }
            }
        }
    }
    stop.cancel();
    let _ = task.await;
    Ok(pressed.map(|input| {
        let source = format!("{{ modbus = \"{}\", unit = {}, input = {input} }}", line.id, args.unit);
        learn::button(&args.id, &args.counter, &source, None, std::iter::once("press".to_owned()))
    }))
}
