//! The configuration of one office: read from TOML, checked as a whole, with every mistake named at once.
//!
//! Only reads files; knows no clock. Whether the machine's zone rules are current is [`crate::calendar`]'s matter.
//!
//! # Layout
//! - [`report`]: mistakes as people and programs read them
//! - `source`: the text as values, each with its place
//! - `privacy`, `shape`, `file`, `policy`, [`printer`], [`devices`], [`outward`], [`voice`]: the file's tables as types
//! - `schema`, `validate`: the schema made from them, and the check against it
//! - [`button`]: buttons off the shelf
//! - `booking`: booking in slots, receipts, feedback
//! - [`zone`]: parts of a building
//! - `check`, `check_devices`, `check_buttons`, `check_ticket`, `check_voice`: what only the whole file shows
//! - `convert`: from tables to the core's values

mod booking;
pub mod button;
mod check;
mod check_buttons;
mod check_devices;
mod check_ticket;
mod check_voice;
mod convert;
pub mod devices;
mod file;
pub mod outward;
mod policy;
pub mod printer;
mod privacy;
pub mod report;
mod schema;
mod shape;
mod source;
mod validate;
pub mod voice;
pub mod zone;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use display::ticket::Template;
use queue::OfficeConfig;
use queue::config::{Names, Policy};
use serde::Serialize;
use sha2::{Digest, Sha256};

pub use booking::Feedback;
pub use button::Button;
pub(crate) use check_buttons::split_key;
pub use devices::{
    Bridge, Buttons, CAMERA_PLACES, Camera, Cndp, Http, Journal, Line, LineMode, Listener, Mqtt, Pad,
    PadAction, Panel, Portal, Presses, Protocol, Snapshot,
};
pub use outward::{Alerts, Clerks, Encryption, FiguresTable, Mail, MonthlyReport, Webhook};
pub use printer::{Printer, PrinterLink};
pub use privacy::{BoardServices, Privacy};
pub use report::{ConfigErrors, Mistake, Severity};
pub use schema::schema;
pub use voice::Voice;
pub use zone::Zone;

/// Largest file read, in bytes; the largest profile shipped has a tenth of it.
const FILE_BYTES_MAX: u64 = 1 << 20;

/// The schema, made once: it never changes while the program runs.
static SCHEMA: LazyLock<serde_json::Value> = LazyLock::new(schema);

/// One office as configured: what the core needs, and what the edges need.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Config {
    /// Services, counters, calendar and rules.
    pub office: OfficeConfig,
    /// Notices shown on the board, one after the other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Names>,
    /// Whom people ask about their data.
    #[serde(skip_serializing_if = "Names::is_empty")]
    pub data_contact: Names,
    /// Parts of the building with kiosks and boards of their own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub zones: Vec<Zone>,
    /// The zone of the office's hours, by its IANA name.
    pub zone: String,
    /// Seconds east of UTC to use instead of the zone's rules, if an operator says so.
    pub zone_offset_override_s: Option<i32>,
    /// Where pages and the HTTP interface are served.
    pub http: Http,
    /// Where the journal is kept.
    pub journal: Journal,
    /// What is kept for how long, and what everybody may see.
    #[serde(skip_serializing_if = "Privacy::is_default")]
    pub privacy: Privacy,
    /// The portal it reports to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub portal: Option<Portal>,
    /// Its MQTT broker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mqtt: Option<Mqtt>,
    /// The office's own ticket template as it was read, already checked; the built-in one without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket_template: Option<String>,
    /// The office's own template of receipts, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt_template: Option<String>,
    /// What people may say of the service.
    pub feedback: Feedback,
    /// Programs that are told what happens.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub webhooks: Vec<Listener>,
    /// Ticket printers.
    pub printers: Vec<Printer>,
    /// Serial lines.
    pub lines: Vec<Line>,
    /// Bridges.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bridges: Vec<Bridge>,
    /// Call button boxes.
    pub pads: Vec<Pad>,
    /// Buttons off the shelf.
    pub buttons: Vec<Button>,
    /// LED displays.
    pub panels: Vec<Panel>,
    /// Cameras.
    pub cameras: Vec<Camera>,
    /// What figures name.
    pub figures: FiguresTable,
    /// The mail server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<Mail>,
    /// Who is told of devices in trouble.
    pub alerts: Alerts,
    /// The monthly report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monthly: Option<MonthlyReport>,
    /// How calls are announced; nothing is said without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice: Option<Voice>,
    /// What deserves a look though the file can be used.
    #[serde(skip)]
    pub warnings: Vec<Mistake>,
}

impl Config {
    /// Reads and checks a file.
    ///
    /// # Errors
    /// Every mistake of the file with its place and remedy, or the one reason why it cannot be read.
    pub fn load(path: &Path) -> Result<Self, ConfigErrors> {
        let name = path.display().to_string();
        match read(path) {
            Ok(text) => Self::parse(&name, &text),
            Err((what, remedy)) => {
                let severity = Severity::Error;
                let (line, column, path) = (1, 1, String::new());
                Err(ConfigErrors {
                    mistakes: vec![Mistake { severity, file: name, line, column, path, what, remedy }],
                })
            }
        }
    }

    /// Checks the text of a file; `name` is how mistakes call it.
    ///
    /// # Errors
    /// Every mistake of the text with its place and remedy.
    pub fn parse(name: &str, text: &str) -> Result<Self, ConfigErrors> {
        let (mut source, mut value) = source::Source::read(name, text);
        let syntax_well = !source.is_wrong();
        let whole =
            syntax_well && validate::check(&SCHEMA, &mut value, &source::Path::default(), &mut source);
        let file = match serde_json::from_value::<file::File>(value) {
            Ok(file) if whole => Some(file),
            Err(error) if whole && !source.is_wrong() => {
                let remedy = "Report this as a defect of noubad: the schema let it pass.";
                source.error(&source::Path::default(), format!("This cannot be read: {error}."), remedy);
                None
            }
            Ok(_) | Err(_) => None,
        };
        let mut templates = check_ticket::Templates::default();
        if let Some(file) = &file {
            check::check(file, &mut source);
            check_devices::check(file, &mut source);
            zone::check(file, &mut source);
            check_voice::check(file, &mut source);
            check_buttons::check(file, &mut source);
            templates = check_ticket::check(file, &mut source);
        }
        match file {
            Some(file) if !source.is_wrong() => Ok(Self::from_file(file, templates, source.into_mistakes())),
            Some(_) | None => Err(ConfigErrors { mistakes: source.into_mistakes() }),
        }
    }

    fn from_file(file: file::File, templates: check_ticket::Templates, warnings: Vec<Mistake>) -> Self {
        Self {
            notices: file.office.notices.clone(),
            data_contact: file.office.data_contact.clone(),
            zones: file.zone,
            zone: file.office.zone.clone(),
            zone_offset_override_s: file.office.zone_offset_override.as_deref().and_then(shape::parse_offset),
            office: convert::office(file.office, file.policy, file.calendar, file.service, file.counter),
            http: file.http,
            journal: file.journal,
            privacy: file.privacy,
            portal: file.portal,
            mqtt: file.mqtt,
            ticket_template: templates.ticket,
            receipt_template: templates.receipt,
            feedback: file.feedback,
            webhooks: file.webhook,
            printers: file.printer,
            lines: file.line.into_iter().map(|l| Line { baud: Some(l.speed()), ..l }).collect(),
            bridges: file.bridge,
            pads: file.pad,
            buttons: file.button,
            panels: file.panel,
            cameras: file.camera,
            figures: file.figures,
            mail: file.mail,
            alerts: file.alerts,
            monthly: file.monthly,
            voice: file.voice,
            warnings,
        }
    }

    /// Returns the template of the office's tickets.
    ///
    /// # Panics
    /// Never: an office's own template was checked when it was read.
    #[must_use]
    pub fn template(&self) -> Template {
        read_template(self.ticket_template.as_deref()).unwrap_or_else(Template::built_in)
    }

    /// Returns the template of the office's receipts.
    ///
    /// # Panics
    /// Never, as [`Config::template`].
    #[must_use]
    pub fn receipt_template(&self) -> Template {
        read_template(self.receipt_template.as_deref()).unwrap_or_else(Template::receipt)
    }

    /// Returns the SHA-256 of what the file means, in hexadecimal: comments, order of keys and written-out defaults
    /// do not change it. A newer daemon that knows more keys may give another one.
    #[must_use]
    pub fn hash(&self) -> String {
        let canonical = serde_json::to_vec(self).expect("invariant: a configuration has only text keys");
        Sha256::digest(canonical).iter().fold(String::with_capacity(64), |mut hex, byte| {
            for digit in [byte >> 4, byte & 15] {
                hex.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
            }
            hex
        })
    }
}

/// The smallest office there can be, to check rules in.
const ANY_OFFICE: &str = r#"
office = { id = "any", names = { fr = "x" } }
calendar = { hours = { monday = ["08:00-16:00"] } }
service = [{ id = "any", letter = "A", names = { fr = "x" }, target_wait_minutes = 1 }]
counter = [{ id = "any", label = "1", services = ["any"] }]
"#;

/// Returns rules of the queue with some of the keys of `[policy]` changed, checked as in an office's file; `name` is how
/// mistakes call where the changes come from.
///
/// # Errors
/// Every mistake with its remedy.
pub fn changed_policy(name: &str, policy: &Policy, changes: toml::Table) -> Result<Policy, ConfigErrors> {
    let table = toml::Table::try_from(policy::PolicyTable::of(policy))
        .expect("invariant: the rules of the queue are a table of plain values");
    let mut office = ANY_OFFICE.parse::<toml::Table>().expect("invariant: a constant that is tested");
    let mut table = toml::Value::Table(table);
    merge(&mut table, toml::Value::Table(changes));
    office.insert("policy".to_owned(), table);
    Config::parse(name, &office.to_string()).map(|config| config.office.policy)
}

fn merge(into: &mut toml::Value, from: toml::Value) {
    match (into, from) {
        (toml::Value::Table(into), toml::Value::Table(from)) => {
            for (key, value) in from {
                match into.get_mut(&key) {
                    Some(old) => merge(old, value),
                    None => _ = into.insert(key, value),
                }
            }
        }
        (into, from) => *into = from,
    }
}

fn read_template(text: Option<&str>) -> Option<Template> {
    text.map(|text| Template::from_toml(text).expect("invariant: the template was checked when it was read"))
}

fn read(path: &Path) -> Result<String, (String, String)> {
    let remedy =
        || "Name an existing file with --config, and let the user noubad runs as read it.".to_owned();
    let cannot = |error: std::io::Error| (format!("The file cannot be read: {error}."), remedy());
    let size = std::fs::metadata(path).map_err(cannot)?;
    if !size.is_file() {
        return Err(("This is not a file.".to_owned(), remedy()));
    }
    if size.len() > FILE_BYTES_MAX {
        return Err(("The file is larger than 1 MiB.".to_owned(), remedy()));
    }
    let bytes = std::fs::read(path).map_err(cannot)?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        (format!("The file is not UTF-8 text (byte {at})."), "Save it as UTF-8 in the editor.".to_owned())
    })
}

/// What `noubad check-config FILE` says and ends with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckReport {
    /// 0 when the file can be used, 2 when not.
    pub exit_code: u8,
    /// The text to print: plain, or one JSON document.
    pub text: String,
}

#[derive(Serialize)]
struct JsonReport<'a> {
    file: PathBuf,
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    mistakes: &'a [Mistake],
}

/// Checks a file and says what there is to say, as text or as JSON. Prints nothing itself.
#[must_use]
pub fn check_config(path: &Path, json: bool) -> CheckReport {
    let result = Config::load(path);
    let exit_code = if result.is_ok() { 0 } else { 2 };
    let text = if json {
        let (hash, mistakes) = match &result {
            Ok(config) => (Some(config.hash()), &config.warnings),
            Err(errors) => (None, &errors.mistakes),
        };
        let report = JsonReport { file: path.to_owned(), ok: result.is_ok(), hash, mistakes };
        serde_json::to_string_pretty(&report).expect("invariant: a report has only text keys")
    } else {
        match result {
            Ok(config) => summary(path, &config),
            Err(errors) => errors.to_string(),
        }
    };
    CheckReport { exit_code, text }
}

fn summary(path: &Path, config: &Config) -> String {
    let warnings: String = config.warnings.iter().map(|warning| format!("{warning}\n")).collect();
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let parts = [
        count(config.office.services.len(), "service"),
        count(config.office.counters.len(), "counter"),
        count(config.printers.len(), "printer"),
        count(config.pads.len(), "pad"),
        count(config.buttons.len(), "button"),
        count(config.panels.len(), "panel"),
        count(config.cameras.len(), "camera"),
    ];
    let file = path.display();
    format!("{warnings}{file}: well. {}. Hash {}.", parts.join(", "), config.hash())
}
