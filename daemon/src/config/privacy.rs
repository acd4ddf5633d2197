//! What the office keeps, and what everybody may see.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What boards say of services.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum BoardServices {
    /// Their names.
    #[default]
    Names,
    /// Their letters alone: what somebody comes for is nobody else's business.
    Letters,
}

/// What is kept for how long, and what everybody may see (law 09-08).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Privacy {
    /// Months the history is kept; older days are deleted at night, up to a signed head. 0 keeps everything.
    #[schemars(range(min = 0, max = 240))]
    pub keep_months: u32,
    /// What boards say of services.
    pub board_services: BoardServices,
}

impl Default for Privacy {
    /// A year and a month: figures of one month can be compared with the same one a year before.
    fn default() -> Self {
        Self { keep_months: 13, board_services: BoardServices::Names }
    }
}

impl Privacy {
    /// Returns true where the office has said nothing.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
