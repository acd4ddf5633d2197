//! What an office says to others by itself: alerts, e-mail, the monthly report; and what figures name.

use std::path::PathBuf;

use queue::config::Locale;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::file::LocaleWord;
use super::shape;

/// How figures name clerks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Clerks {
    /// No figure is told by clerk.
    Off,
    /// By a code that stays the same, and that nobody can turn back into the account without the office's secret.
    #[default]
    Pseudonym,
    /// By the account as it signs in.
    Account,
}

/// What figures name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FiguresTable {
    /// How figures are told by clerk.
    pub clerks: Clerks,
}

/// How a mail server is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Encryption {
    /// Encrypted from the first byte (port 465).
    Tls,
    /// Encrypted before anything else is said, or not at all (port 587).
    Starttls,
    /// In the clear: only to a server on the same machine or a protected network.
    None,
}

/// The mail server messages are given to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Where the server is.
    #[schemars(with = "shape::HostPort")]
    pub server: String,
    /// Whether the connection is encrypted.
    #[serde(default = "starttls")]
    pub encryption: Encryption,
    /// The address messages come from.
    #[schemars(with = "shape::MailAddress")]
    pub from: String,
    /// File of mode 0600 that holds user:password; without it, none is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::AbsolutePath>")]
    pub credential: Option<PathBuf>,
}

fn starttls() -> Encryption {
    Encryption::Starttls
}

/// Who is told of devices that somebody must look at: one message for each cause, and one when it has passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Alerts {
    /// Seconds trouble must last before anybody is told.
    #[schemars(range(min = 0, max = 3600))]
    pub after_seconds: u32,
    /// Who gets a mail; needs [mail].
    #[schemars(with = "Vec<shape::MailAddress>", length(max = 8))]
    pub mail_to: Vec<String>,
    /// The language of mails.
    #[schemars(with = "LocaleWord")]
    pub locale: Locale,
    /// Programs that are told.
    #[schemars(length(max = 4))]
    pub webhook: Vec<Webhook>,
}

impl Default for Alerts {
    fn default() -> Self {
        Self { after_seconds: 60, mail_to: Vec::new(), locale: Locale::Fr, webhook: Vec::new() }
    }
}

/// A program that is told of alerts: a POST signed as Standard Webhooks has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// Where it listens; https:// unless both are on one protected network.
    #[schemars(with = "shape::HookUrl")]
    pub url: String,
    /// File of mode 0600 that holds the secret both sides know, as whsec_ and base64, or any text of 16 characters or more.
    #[schemars(with = "shape::AbsolutePath")]
    pub secret: PathBuf,
}

/// The report of each month as PDF, written on the first office day of the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MonthlyReport {
    /// Directory the reports are written to; the directory reports in the data directory where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::AbsolutePath>")]
    pub directory: Option<PathBuf>,
    /// Who gets them by mail; needs [mail].
    #[schemars(with = "Vec<shape::MailAddress>", length(max = 8))]
    pub mail_to: Vec<String>,
    /// The languages they are written in: Arabic and French.
    #[schemars(with = "Vec<ReportLocale>", length(min = 1, max = 2))]
    pub locales: Vec<Locale>,
}

impl Default for MonthlyReport {
    fn default() -> Self {
        Self { directory: None, mail_to: Vec::new(), locales: vec![Locale::Ar, Locale::Fr] }
    }
}

/// A language reports are written in.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[expect(dead_code, reason = "only describes the words for languages")]
pub(super) enum ReportLocale {
    /// Arabic.
    Ar,
    /// French.
    Fr,
}
