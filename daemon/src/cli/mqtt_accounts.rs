//! `noubad device mqtt-accounts`: an account of its own at the broker for the daemon and for each device that speaks over
//! it, with what each may say and hear. Passwords are made, never chosen, and nobody has to type one.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::Args;
use firmware_bridge::wire::topic::Tree;
use ring::pbkdf2;

use super::{Exit, say};
use crate::access::secret::random;
use crate::config::Config;
use crate::whole_file::write_whole;

/// Rounds of PBKDF2. Passwords of 160 random bits need none; the broker reads the number from its file.
const ROUNDS: u32 = 1_000;
/// Bytes of a salt and of a hash, as mosquitto_passwd writes them.
const SALT_LEN: usize = 12;
const HASH_LEN: usize = 64;

#[derive(Args)]
pub(super) struct AccountsArgs {
    /// The office's configuration.
    #[arg(long, env = "NOUBA_CONFIG", default_value = super::serve::CONFIG_DEFAULT)]
    config: PathBuf,
    /// Where to write: nouba.passwd and nouba.acl for the broker, and one credential a device.
    #[arg(long)]
    to: PathBuf,
    /// The daemon's user name at the broker.
    #[arg(long, default_value = "nouba")]
    user: String,
    /// Gives this device another password, as after a theft; everybody else keeps theirs.
    #[arg(long)]
    renew: Vec<String>,
}

pub(super) fn run(args: &AccountsArgs) -> Result<ExitCode, Exit> {
    let config = super::serve::load(&args.config)?;
    let users = users(&config, &args.user);
    if let Some(unknown) = args.renew.iter().find(|name| !users.contains(name)) {
        return Err(Exit::Usage(format!("noubad: no {unknown} here; the broker knows {}", users.join(", "))));
    }
    let folder = args.to.join("credentials");
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
    let mut hashes = String::new();
    for user in &users {
        let path = folder.join(user);
        let kept = if args.renew.contains(user) { None } else { kept(&path, user) };
        let (password, fresh) = kept.map_or_else(|| (password(), true), |password| (password, false));
        if fresh {
            write_whole(&path, format!("{user}:{password}\n").as_bytes(), 0o600)?;
        }
        hashes.push_str(&format!("{user}:{}\n", hashed(&password)));
        say(&format!("{} {}", path.display(), if fresh { "is new" } else { "stays" }));
    }
    write_whole(&args.to.join("nouba.passwd"), hashes.as_bytes(), 0o600)?;
    write_whole(&args.to.join("nouba.acl"), rules(&config, &args.user).as_bytes(), 0o600)?;
    say(&format!(
        "copy nouba.passwd and nouba.acl of {} to /etc/mosquitto (owner mosquitto, mode 0600), then `systemctl reload mosquitto`; \
         each credential goes to its device alone",
        args.to.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// The daemon, each bridge, and each button that speaks over the broker by itself.
fn users(config: &Config, daemon: &str) -> Vec<String> {
    let bridges = config.bridges.iter().map(|bridge| bridge.id.to_string());
    let buttons = topics(config).into_keys();
    std::iter::once(daemon.to_owned()).chain(bridges).chain(buttons).collect()
}

/// The topics of buttons off the shelf, by the button.
fn topics(config: &Config) -> BTreeMap<String, &str> {
    let of = |button: &'_ crate::config::Button| button.id.to_string();
    config.buttons.iter().filter_map(|b| b.source.mqtt.as_deref().map(|topic| (of(b), topic))).collect()
}

/// What each may say and hear.
pub(super) fn rules(config: &Config, daemon: &str) -> String {
    let behind = |bridge: &queue::id::DeviceId| {
        let pads = config.pads.iter().filter(|pad| pad.line == *bridge).map(|pad| pad.id.as_str());
        let panels =
            config.panels.iter().filter(|panel| panel.line == *bridge).map(|panel| panel.id.as_str());
        pads.chain(panels).collect()
    };
    let bridges: Vec<(&str, Vec<&str>)> =
        config.bridges.iter().map(|bridge| (bridge.id.as_str(), behind(&bridge.id))).collect();
    let mut list = Tree::new(config.office.id.as_str()).access(daemon, &bridges);
    let topics = topics(config);
    if !topics.is_empty() {
        // A later block of the same user adds to the earlier one.
        list.push_str(&format!("\nuser {daemon}\n"));
        topics.values().for_each(|topic| list.push_str(&format!("topic read {topic}\n")));
        for (button, topic) in &topics {
            list.push_str(&format!("\nuser {button}\ntopic write {topic}\n"));
        }
    }
    list
}

/// The password a device was given before.
fn kept(path: &Path, user: &str) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    let password = text.trim_end().strip_prefix(user)?.strip_prefix(':')?;
    (password.len() >= 20).then(|| password.to_owned())
}

/// 160 random bits in hexadecimal digits.
fn password() -> String {
    random().iter().take(20).map(|b| format!("{b:02x}")).collect()
}

/// A password as Mosquitto 2 keeps it: `$7$rounds$salt$hash`, PBKDF2 with SHA-512 (mosquitto_passwd(1)).
fn hashed(password: &str) -> String {
    let salt = &random()[..SALT_LEN];
    let mut hash = [0; HASH_LEN];
    let rounds = NonZeroU32::new(ROUNDS).expect("invariant: the number of rounds is a constant");
    pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA512, rounds, salt, password.as_bytes(), &mut hash);
    format!("$7${ROUNDS}${}${}", STANDARD.encode(salt), STANDARD.encode(hash))
}
