//! MQTT topics: the only place where they are written and read. `PROTOCOL.md` has the table.

use std::fmt;

/// The version of the tree, its second level. Another one is another tree.
pub const TREE: &str = "nouba/v1";
/// Where the daemon stands among bridges and devices; no device may be called so.
pub const DAEMON: &str = "daemon";
/// Where an office itself stands on the town's broker: the portal retains its present state there.
pub const OFFICE: &str = "office";
/// Longest id of an office, bridge or device in a topic.
pub const ID_MAX: usize = 64;

/// What a topic below an office is about. The first field is a bridge or a device.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// How a bridge, a device or the daemon is. Retained; a bridge's and the daemon's is its last will as well.
    State(String),
    /// What a device is. Retained.
    About(String),
    /// A press. Never retained.
    Event(String),
    /// A press is recorded: the device may forget it. Never retained.
    Done(String),
    /// What a display shall show. Retained.
    Show(String),
    /// What a display shows. Retained.
    Shown(String),
    /// A command with its name and id. Never retained.
    Command(String, String, String),
    /// What came of the command with that id. Never retained.
    Ack(String, String),
    /// Asks for state and description again. Never retained.
    Rebirth(String),
}

impl Topic {
    /// Returns the bridge or device it is about.
    #[must_use]
    pub fn who(&self) -> &str {
        match self {
            Self::State(who)
            | Self::About(who)
            | Self::Event(who)
            | Self::Done(who)
            | Self::Show(who)
            | Self::Shown(who)
            | Self::Command(who, ..)
            | Self::Ack(who, _)
            | Self::Rebirth(who) => who,
        }
    }
}

/// The topics of one office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    root: String,
}

impl Tree {
    /// Returns the tree of an office.
    #[must_use]
    pub fn new(office: &str) -> Self {
        Self { root: format!("{TREE}/{office}") }
    }

    /// Returns the topic as text.
    #[must_use]
    pub fn path(&self, topic: &Topic) -> String {
        format!("{}/{topic}", self.root)
    }

    /// Returns what a text is about, if it is a topic of this office.
    #[must_use]
    pub fn parse(&self, text: &str) -> Option<Topic> {
        let levels: Vec<&str> = text.strip_prefix(&self.root)?.strip_prefix('/')?.split('/').collect();
        let (who, rest) = levels.split_first()?;
        if !levels.iter().all(|level| is_id(level)) {
            return None;
        }
        let who = (*who).to_owned();
        Some(match *rest {
            ["state"] => Topic::State(who),
            ["about"] => Topic::About(who),
            ["event"] => Topic::Event(who),
            ["done"] => Topic::Done(who),
            ["show"] => Topic::Show(who),
            ["shown"] => Topic::Shown(who),
            ["rebirth"] => Topic::Rebirth(who),
            ["cmd", name, id] => Topic::Command(who, name.to_owned(), id.to_owned()),
            ["ack", id] => Topic::Ack(who, id.to_owned()),
            _ => return None,
        })
    }

    /// Returns the filters for all that bridges and devices say.
    #[must_use]
    pub fn said(&self) -> Vec<String> {
        ["+/state", "+/about", "+/event", "+/shown", "+/ack/+"].map(|f| format!("{}/{f}", self.root)).into()
    }

    /// Returns the filters for all that one device says.
    #[must_use]
    pub fn said_by(&self, who: &str) -> Vec<String> {
        ["state", "about", "event", "shown", "ack/+"].map(|f| format!("{}/{who}/{f}", self.root)).into()
    }

    /// Returns the access list of a Mosquitto for the daemon and its bridges, each with the devices it speaks for: nobody
    /// may say what is another's to say, or hear what is told to others.
    #[must_use]
    pub fn access(&self, daemon_user: &str, bridges: &[(&str, Vec<&str>)]) -> String {
        let mut list = format!("user {daemon_user}\ntopic readwrite {}/#\n", self.root);
        for (bridge, devices) in bridges {
            list.push_str(&format!("\nuser {bridge}\n"));
            let mut rule = |may: &str, topic: &str| list.push_str(&format!("topic {may} {topic}\n"));
            rule("read", &self.path(&Topic::State(DAEMON.to_owned())));
            rule("write", &self.path(&Topic::State((*bridge).to_owned())));
            rule("read", &self.path(&Topic::Rebirth((*bridge).to_owned())));
            for device in devices {
                self.said_by(device).iter().for_each(|topic| rule("write", topic));
                self.told(device).iter().for_each(|topic| rule("read", topic));
            }
        }
        list
    }

    /// Returns the filters for all that is said to a device or bridge.
    #[must_use]
    pub fn told(&self, who: &str) -> Vec<String> {
        ["done", "show", "cmd/+/+", "rebirth"].map(|f| format!("{}/{who}/{f}", self.root)).into()
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::State(who) => write!(f, "{who}/state"),
            Self::About(who) => write!(f, "{who}/about"),
            Self::Event(who) => write!(f, "{who}/event"),
            Self::Done(who) => write!(f, "{who}/done"),
            Self::Show(who) => write!(f, "{who}/show"),
            Self::Shown(who) => write!(f, "{who}/shown"),
            Self::Command(who, name, id) => write!(f, "{who}/cmd/{name}/{id}"),
            Self::Ack(who, id) => write!(f, "{who}/ack/{id}"),
            Self::Rebirth(who) => write!(f, "{who}/rebirth"),
        }
    }
}

/// Whether a text can be a level of a topic: lower-case letters, digits and hyphens.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let well = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=ID_MAX).contains(&text.len()) && text.bytes().all(well)
}

/// Whether a topic fits a filter (MQTT 3.1.1, 4.7): `+` is one level, `#` all that follow and the level above;
/// neither takes the broker's own topics, which begin with `$`.
#[must_use]
pub fn fits(filter: &str, topic: &str) -> bool {
    if topic.starts_with('$') && filter.starts_with(['+', '#']) {
        return false;
    }
    let mut levels = topic.split('/');
    for part in filter.split('/') {
        if part == "#" {
            return true;
        }
        match levels.next() {
            Some(level) if part == "+" || part == level => (),
            None | Some(_) => return false,
        }
    }
    levels.next().is_none() || filter.ends_with("/#")
}

/// Whether a filter may be subscribed to.
#[must_use]
pub fn is_filter(text: &str) -> bool {
    let parts: Vec<&str> = text.split('/').collect();
    let last = parts.len() - 1;
    let well = |(at, part): (usize, &&str)| match *part {
        "+" => true,
        "#" => at == last,
        part => !part.contains(['+', '#', '\0']),
    };
    !text.is_empty() && text.len() <= usize::from(u16::MAX) && parts.iter().enumerate().all(well)
}

/// Whether something may be published on this topic.
#[must_use]
pub fn is_topic(text: &str) -> bool {
    !text.is_empty() && text.len() <= usize::from(u16::MAX) && !text.contains(['+', '#', '\0'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_is_read_as_what_was_written() {
        let tree = Tree::new("sale");
        let who = || "pad-7".to_owned();
        for topic in [
            Topic::State(who()),
            Topic::About(who()),
            Topic::Event(who()),
            Topic::Done(who()),
            Topic::Show(who()),
            Topic::Shown(who()),
            Topic::Command(who(), "lamp".to_owned(), "c1".to_owned()),
            Topic::Ack(who(), "c1".to_owned()),
            Topic::Rebirth(who()),
        ] {
            let text = tree.path(&topic);
            assert_eq!(tree.parse(&text), Some(topic), "{text}");
            let heard = tree.said().iter().chain(&tree.told("pad-7")).filter(|f| fits(f, &text)).count();
            assert_eq!(heard, 1, "{text} is heard by one side");
        }
        for text in
            ["nouba/v2/sale/pad-7/state", "nouba/v1/rabat/pad-7/state", "nouba/v1/sale/state", "x", ""]
        {
            assert_eq!(tree.parse(text), None);
        }
        for text in ["nouba/v1/sale/PAD/state", "nouba/v1/sale//state", "nouba/v1/sale/a b/event"] {
            assert_eq!(tree.parse(text), None, "{text}");
        }
    }

    #[test]
    fn filters_fit_as_the_standard_says() {
        for (filter, topic) in
            [("a/+", "a/b"), ("a/#", "a/b/c"), ("a/#", "a"), ("#", "a/b"), ("+/b", "/b"), ("a/+/c", "a//c")]
        {
            assert!(fits(filter, topic), "{filter} {topic}");
        }
        for (filter, topic) in
            [("a/+", "a"), ("a/+", "a/b/c"), ("a/b", "a/c"), ("#", "$SYS/x"), ("+/x", "$SYS/x"), ("a", "a/b")]
        {
            assert!(!fits(filter, topic), "{filter} {topic}");
        }
        assert!(is_filter("a/+/#") && is_filter("#"));
        assert!(!is_filter("a/b+") && !is_filter("a/#/b") && !is_filter(""));
        assert!(is_topic("a/b") && !is_topic("a/+") && !is_topic(""));
    }
}
