//! Lists of words offered to clerks, embedded: reasons for parking, outcomes of receipts.

use queue::config::Names;

use crate::view::Named;

/// The reasons for parking offered to clerks, as `config/locales/park_reasons.toml` has them.
#[must_use]
pub fn park_reasons() -> Vec<Named> {
    list(include_str!("../../config/locales/park_reasons.toml"))
}

/// What may come of a receipt, as `config/locales/receipt_outcomes.toml` has it.
#[must_use]
pub fn receipt_outcomes() -> Vec<Named> {
    list(include_str!("../../config/locales/receipt_outcomes.toml"))
}

fn list(file: &str) -> Vec<Named> {
    #[derive(serde::Deserialize)]
    struct File {
        reason: Vec<Reason>,
    }
    #[derive(serde::Deserialize)]
    struct Reason {
        id: String,
        names: Names,
    }
    let file: File = toml::from_str(file).expect("invariant: the embedded file is tested");
    file.reason.into_iter().map(|r| Named { id: r.id, names: crate::view::names(&r.names) }).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_embedded_lists_can_be_read_and_have_french_and_arabic_names() {
        let (reasons, outcomes) = (super::park_reasons(), super::receipt_outcomes());
        assert!(reasons.len() >= 4 && outcomes.len() >= 4);
        assert!(
            reasons.iter().chain(&outcomes).all(|r| r.names.contains_key("fr") && r.names.contains_key("ar"))
        );
    }
}
