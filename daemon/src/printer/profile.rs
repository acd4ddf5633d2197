//! Printer families as data: what one printer can do and how it says so, from `config/devices/*.toml`.

use display::ticket::Paper;

const BUILT_IN: [(&str, &str); 9] = [
    ("citizen-presenter", include_str!("../../../config/devices/citizen-presenter.toml")),
    ("custom-kpm", include_str!("../../../config/devices/custom-kpm.toml")),
    ("epson-tm-t20", include_str!("../../../config/devices/epson-tm-t20.toml")),
    ("epson-tm-t88", include_str!("../../../config/devices/epson-tm-t88.toml")),
    ("generic", include_str!("../../../config/devices/generic.toml")),
    ("generic-58", include_str!("../../../config/devices/generic-58.toml")),
    ("nippon", include_str!("../../../config/devices/nippon.toml")),
    ("star", include_str!("../../../config/devices/star.toml")),
    ("star-escpos", include_str!("../../../config/devices/star-escpos.toml")),
];

/// Longest present or retract command, in bytes; the known ones have four.
const COMMAND_BYTES_MAX: usize = 16;

/// What one family of printers can do.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The family's name, as in the configuration.
    pub name: String,
    /// The language of its commands.
    pub commands: Commands,
    /// Dots of one row.
    pub width_dots: usize,
    /// Dots per inch.
    pub dpi: u32,
    /// Whether GS P fixes the unit of feeds and margins to one dot.
    pub motion_units: bool,
    /// How the white left of a line is spared.
    pub crop: Crop,
    /// How the ticket is cut off.
    pub cut: Cut,
    /// Fed before the cut, in mm.
    pub feed_before_cut_mm: f32,
    /// Bytes that hand the ticket out.
    pub present: HexBytes,
    /// Bytes that take a forgotten ticket back.
    pub retract: HexBytes,
    /// When a ticket that nobody takes is taken back, in seconds; 0 leaves it. Only where the output has a sensor.
    pub retract_after_s: u32,
    /// Most bytes of pictures kept in the printer's own memory, for slow serial lines; 0 keeps none.
    pub stored_graphics_bytes: usize,
    /// Paper left on the roll when the near-end sensor speaks, in metres.
    pub near_end_m: f32,
    /// Printing speed in mm/s.
    pub speed_mm_s: u32,
    /// How the printer tells its state.
    pub status: StatusWay,
    /// How the printer tells that a ticket is out.
    pub completion: CompletionWay,
    /// The serial line's settings.
    pub serial: SerialLine,
}

/// The language of a printer's commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Commands {
    /// ESC/POS and its dialects.
    Escpos,
    /// Star line mode with raster mode, the factory setting of Star's printers.
    StarLine,
}

/// How the white left of a line is spared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Crop {
    /// By a left margin (GS L), dot by dot.
    Margin,
    /// By justification (ESC a): left, centred or right.
    Justify,
    /// Not at all; only white at the right is left out.
    None,
}

/// How the ticket is cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// GS V B: feeds to the knife, leaves a bridge.
    Partial,
    /// GS V A: feeds to the knife, cuts through.
    Full,
    /// ESC i, as Custom's printers have it.
    Custom,
    /// By hand.
    None,
}

/// How the printer tells its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusWay {
    /// The language of its answers.
    pub dialect: StatusDialect,
    /// Whether it also reports changes by itself (GS a).
    pub automatic: bool,
    /// Whether a printer that does not answer is refused.
    pub required: bool,
}

/// The language of a printer's status answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusDialect {
    /// DLE EOT 1 to 4 and GS a.
    Epson,
    /// DLE EOT 20, FULL STATUS.
    Custom,
    /// ESC ACK SOH and ESC RS a: Star's automatic status.
    Star,
    /// ESC v.
    Nippon,
    /// It is not asked.
    None,
}

/// How the printer tells that a ticket is out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompletionWay {
    /// The language of its answer.
    pub dialect: CompletionDialect,
    /// Whether DLE DC4 empties its buffers.
    pub clear: bool,
}

/// The language in which a printer says that a ticket is out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompletionDialect {
    /// Epson GS ( H function 48.
    ProcessId,
    /// Nippon GS G job markers.
    Nippon,
    /// Custom: the paper sensor in the output.
    Custom,
    /// Star: ETB moves a counter in the status on when everything before it is printed.
    StarEtb,
    /// It does not say.
    None,
}

/// The serial line's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SerialLine {
    /// Bits per second.
    pub baud: u32,
    /// How the printer makes us wait.
    pub flow_control: FlowControl,
}

/// How the printer makes us wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlowControl {
    /// Printer's DTR wired to our CTS. (Linux knows no DTR/DSR flow control.)
    Hardware,
    /// XON/XOFF sent by the printer.
    Software,
    /// Not at all; only safe where the line is slower than the paper.
    None,
}

/// Bytes written in hexadecimal with spaces, such as `1D 65 03`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub struct HexBytes(pub Vec<u8>);

impl TryFrom<String> for HexBytes {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let bytes: Option<Vec<u8>> =
            text.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).ok()).collect();
        match bytes {
            Some(bytes) if bytes.len() <= COMMAND_BYTES_MAX => Ok(Self(bytes)),
            Some(bytes) => Err(format!("{} bytes are more than {COMMAND_BYTES_MAX}", bytes.len())),
            None => Err(format!("'{text}' is not bytes in hexadecimal such as '1D 65 03'")),
        }
    }
}

/// Why a printer family was refused.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// The family is neither built in nor given in full.
    #[error("there is no printer family '{name}'; known are {known}")]
    Unknown {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: String,
    },
    /// The text is not TOML, lacks a key or has an unknown one.
    #[error("printer family '{name}' cannot be read: {reason}")]
    Unreadable {
        /// The family.
        name: String,
        /// The parser's words.
        reason: String,
    },
    /// A number is outside its range.
    #[error("printer family '{name}': {key} must be {range}")]
    Range {
        /// The family.
        name: String,
        /// The key to correct.
        key: &'static str,
        /// The range in words.
        range: &'static str,
    },
}

impl Profile {
    /// Returns the names of the built-in families.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|family| family.0)
    }

    /// Returns a built-in family with some keys replaced, as an office's configuration does; tables are merged.
    ///
    /// # Errors
    /// Names the family and the key to correct.
    pub fn named(name: &str, overrides: &toml::Table) -> Result<Self, ProfileError> {
        let (_, file) = BUILT_IN.iter().find(|family| family.0 == name).ok_or_else(|| {
            ProfileError::Unknown { name: name.into(), known: Self::names().collect::<Vec<_>>().join(", ") }
        })?;
        let mut table: toml::Table = file.parse().map_err(|error| unreadable(name, &error))?;
        merge(&mut table, overrides);
        Self::from_table(name, table)
    }

    /// Reads a family given in full.
    ///
    /// # Errors
    /// Names the key to correct.
    pub fn from_toml(file: &str) -> Result<Self, ProfileError> {
        Self::from_table("given", file.parse().map_err(|error| unreadable("given", &error))?)
    }

    /// Returns the paper to lay a ticket out for.
    pub fn paper(&self) -> Paper {
        Paper { width_dots: self.width_dots, dpi: self.dpi }
    }

    fn from_table(name: &str, table: toml::Table) -> Result<Self, ProfileError> {
        let profile: Self = table.try_into().map_err(|error| unreadable(name, &error))?;
        let check = |well: bool, key, range| {
            if well { Ok(()) } else { Err(ProfileError::Range { name: name.into(), key, range }) }
        };
        let whole_bytes = profile.width_dots.is_multiple_of(8);
        check(
            (64..=2_040).contains(&profile.width_dots) && whole_bytes,
            "width_dots",
            "a multiple of 8, 64 to 2040",
        )?;
        check((100..=255).contains(&profile.dpi), "dpi", "100 to 255 (GS P takes one byte)")?;
        check((0.0..=60.0).contains(&profile.feed_before_cut_mm), "feed_before_cut_mm", "0 to 60")?;
        check((0.0..=100.0).contains(&profile.near_end_m), "near_end_m", "0 to 100")?;
        check(profile.retract_after_s <= 3_600, "retract_after_s", "0 to 3600")?;
        let stores = profile.stored_graphics_bytes > 0;
        check(
            !stores || profile.completion.dialect == CompletionDialect::ProcessId,
            "stored_graphics_bytes",
            "0 where completion.dialect is not process_id: only such a printer can be asked what it keeps",
        )?;
        check((10..=1_000).contains(&profile.speed_mm_s), "speed_mm_s", "10 to 1000")?;
        check((1_200..=921_600).contains(&profile.serial.baud), "serial.baud", "1200 to 921600")?;
        Ok(profile)
    }
}

fn unreadable(name: &str, error: &toml::de::Error) -> ProfileError {
    ProfileError::Unreadable { name: name.into(), reason: error.to_string().trim_end().into() }
}

fn merge(base: &mut toml::Table, overrides: &toml::Table) {
    for (key, value) in overrides {
        match (base.get_mut(key), value) {
            (Some(toml::Value::Table(inner)), toml::Value::Table(changes)) => merge(inner, changes),
            (_, value) => {
                base.insert(key.clone(), value.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_family_is_well_formed_and_carries_its_name() {
        for name in Profile::names() {
            assert_eq!(Profile::named(name, &toml::Table::new()).unwrap().name, name);
        }
    }

    #[test]
    fn an_office_replaces_single_keys() {
        let overrides = "width_dots = 384\n[serial]\nbaud = 19200".parse().unwrap();
        let profile = Profile::named("epson-tm-t20", &overrides).unwrap();
        assert_eq!((profile.width_dots, profile.serial.baud), (384, 19_200));
        assert_eq!(profile.serial.flow_control, FlowControl::Hardware);
    }

    #[test]
    fn mistakes_are_named() {
        let cases = [
            ("widht_dots = 384", "unknown field `widht_dots`"),
            ("width_dots = 383", "width_dots must be a multiple of 8"),
            ("dpi = 256", "dpi must be 100 to 255"),
            ("present = \"1D 6\u{e9}\"", "not bytes in hexadecimal"),
            ("cut = \"laser\"", "unknown variant `laser`"),
            ("[status]\ndialect = \"escpos\"", "unknown variant `escpos`"),
        ];
        for (overrides, expected) in cases {
            let error = Profile::named("generic", &overrides.parse().unwrap()).unwrap_err().to_string();
            assert!(error.contains(expected), "{overrides}: {error}");
        }
        let error = Profile::named("epsom", &toml::Table::new()).unwrap_err().to_string();
        assert!(
            error.contains("no printer family 'epsom'; known are citizen-presenter, custom-kpm"),
            "{error}"
        );
    }
}
