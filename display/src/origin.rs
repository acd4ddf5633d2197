//! Whether a request that changes something was sent by a page of ours.

/// Returns whether a browser says that another site's page sends a request (Fetch Metadata; RFC 6454 Origin). `header`
/// gives a header's text by its name.
pub fn is_foreign<'h>(header: impl Fn(&str) -> Option<&'h str>) -> bool {
    // A browser that says so is believed: `Origin` is "null" on a page of ours too where it sends no referrer, and no page
    // can write this one itself.
    if let Some(site) = header("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    match (header("origin"), header("host")) {
        (Some(origin), Some(host)) => origin.split_once("://").is_none_or(|(_, from)| from != host),
        (Some(_), None) => true,
        (None, _) => false,
    }
}
