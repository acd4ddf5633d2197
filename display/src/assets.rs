//! The built pages, embedded in the binary: a path of the address bar becomes bytes, a type and an entity tag.
//!
//! Deliberately does no IO and knows no HTTP library: the daemon turns an [`Asset`] into a response. The files come
//! from `display/dist`, which is committed, so building the daemon needs no Node.

use std::borrow::Cow;

use rust_embed::RustEmbed;

/// What the pages may load: themselves and their own origin, nothing inline. For the `content-security-policy` header.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' blob:; media-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

#[derive(RustEmbed)]
#[folder = "dist/"]
struct Dist;

/// One file of the pages, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// The file as built.
    pub bytes: Cow<'static, [u8]>,
    /// Value of `content-type`, with the character set where the type has one.
    pub content_type: &'static str,
    /// Value of `etag`, quotes included. File names carry no hash, so browsers must ask (`cache-control: no-cache`).
    pub etag: String,
}

/// Returns the file for the path of a request, with or without the leading slash; `None` when there is no such file.
///
/// The pages' own addresses are understood: `/`, `/kiosk`, `/board`, `/dashboard`, `/devices`, `/sign-in`, `/receipts`,
/// `/access`, `/counter`, `/counter/3`, `/tablet/3` and `/t/<token>`.
/// Whether the counter or the token exists is not asked here; the page finds out from its live view.
pub fn asset(path: &str) -> Option<Asset> {
    let path = path.trim_start_matches('/').trim_end_matches('/');
    let name = page_of(path).unwrap_or(path);
    let file = Dist::get(name)?;
    Some(Asset {
        bytes: file.data,
        content_type: content_type_of(name),
        etag: etag_of(&file.metadata.sha256_hash()),
    })
}

/// The page behind an address, if the address is one of a page.
fn page_of(path: &str) -> Option<&'static str> {
    let mut segments = path.split('/');
    let page = match (segments.next()?, segments.next()) {
        ("", None) => "index.html",
        ("kiosk", None) => "kiosk.html",
        ("board", None) => "board.html",
        ("dashboard", None) => "dashboard.html",
        ("devices", None) => "devices.html",
        ("sign-in", None) => "sign-in.html",
        ("receipts", None) => "receipts.html",
        ("access", None) => "access.html",
        ("counter", _) => "counter.html",
        ("tablet", Some(_)) => "tablet.html",
        ("t", Some(_)) => "t.html",
        _ => return None,
    };
    segments.next().is_none().then_some(page)
}

fn content_type_of(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "txt" | "ftl" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Half of the SHA-256: short, and two builds of the same file still never collide by chance.
fn etag_of(sha256: &[u8; 32]) -> String {
    let hex: String = sha256.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGES: [&str; 11] = [
        "/",
        "/kiosk",
        "/board",
        "/counter",
        "/dashboard",
        "/devices",
        "/receipts",
        "/tablet/3",
        "/sign-in",
        "/access",
        "/t/x",
    ];

    fn text(path: &str) -> String {
        String::from_utf8(asset(path).unwrap_or_else(|| panic!("no asset at {path}")).bytes.into_owned())
            .expect("utf-8")
    }

    #[test]
    fn every_address_of_a_page_opens_its_page() {
        for (path, script) in [
            ("/", "/assets/index.js"),
            ("", "/assets/index.js"),
            ("/kiosk", "/assets/kiosk.js"),
            ("/board/", "/assets/board.js"),
            ("/counter", "/assets/counter.js"),
            ("/counter/3", "/assets/counter.js"),
            ("/dashboard", "/assets/dashboard.js"),
            ("/devices", "/assets/devices.js"),
            ("/receipts", "/assets/receipts.js"),
            ("/tablet/3", "/assets/tablet.js"),
            ("/sign-in", "/assets/sign-in.js"),
            ("/access", "/assets/access.js"),
            ("/t/abc123", "/assets/t.js"),
        ] {
            assert!(text(path).contains(script), "{path} does not load {script}");
        }
    }

    #[test]
    fn what_a_page_names_is_embedded_and_of_the_right_type() {
        for page in PAGES {
            let html = text(page);
            for name in html.split('"').filter(|part| part.starts_with('/')) {
                let found =
                    asset(name).unwrap_or_else(|| panic!("{page} names {name}, which is not embedded"));
                assert_ne!(found.content_type, "application/octet-stream", "{name}");
                assert!(!found.bytes.is_empty(), "{name}");
            }
        }
    }

    #[test]
    fn pages_carry_nothing_inline_and_nothing_from_elsewhere() {
        for page in PAGES {
            let html = text(page);
            for script in html.match_indices("<script").map(|(at, _)| &html[at..]) {
                let tag = &script[..script.find('>').expect("closed tag")];
                assert!(tag.contains("src=\"/"), "{page}: inline or foreign script {tag}");
            }
            assert!(!html.contains("<style") && !html.contains("style=") && !html.contains("://"), "{page}");
        }
    }

    #[test]
    fn an_unknown_or_climbing_path_is_no_asset() {
        for path in
            ["/nothing", "/counter/3/4", "/t", "/t/a/b", "/../Cargo.toml", "/assets/../kiosk.html", "/assets"]
        {
            assert_eq!(asset(path), None, "{path}");
        }
    }

    #[test]
    fn the_tag_follows_the_content() {
        let (kiosk, board) = (asset("/kiosk").expect("kiosk"), asset("/board").expect("board"));
        assert_ne!(kiosk.etag, board.etag);
        assert_eq!(kiosk.etag, asset("/kiosk.html").expect("by name").etag);
        assert!(kiosk.etag.starts_with('"') && kiosk.etag.ends_with('"') && kiosk.etag.len() == 34);
    }
}
