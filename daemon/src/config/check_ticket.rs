//! Checks what is printed: the office's own template, and that some font has every character of every name.

use std::path::Path as FilePath;

use display::ticket::{Template, WordBook, unprintable};
use queue::config::Names;

use super::file::File;
use super::source::{Path, Source};

/// Largest template read, in bytes; the one shipped has a twentieth of it.
const TEMPLATE_BYTES_MAX: u64 = 64 * 1024;

/// The office's own templates, as far as it has them and they are well.
#[derive(Default)]
pub(super) struct Templates {
    pub(super) ticket: Option<String>,
    pub(super) receipt: Option<String>,
}

/// Notes every mistake in what is printed, and returns the office's own templates.
pub(super) fn check(file: &File, source: &mut Source<'_>) -> Templates {
    let root = Path::default();
    printable(&file.office.names, &root.key("office").key("names"), source);
    for (index, service) in file.service.iter().enumerate() {
        let path = root.key("service").index(index);
        printable(&service.names, &path.key("names"), source);
        printable(&service.direction, &path.key("direction"), source);
        for (index, paper) in service.papers.iter().enumerate() {
            printable(paper, &path.key("papers").index(index), source);
        }
    }
    let table = root.key("ticket");
    Templates {
        ticket: template(file.ticket.template.as_deref(), &table.key("template"), "ticket", source),
        receipt: template(
            file.ticket.receipt_template.as_deref(),
            &table.key("receipt_template"),
            "receipt",
            source,
        ),
    }
}

fn template(own: Option<&FilePath>, path: &Path, name: &str, source: &mut Source<'_>) -> Option<String> {
    let own = own?;
    match read(own) {
        Ok(text) => Some(text),
        Err(what) => {
            let remedy = format!(
                "Start from config/templates/{name}.toml, or remove the key to use that one as it is."
            );
            source.error(path, format!("{}: {what}", own.display()), remedy);
            None
        }
    }
}

fn printable(names: &Names, path: &Path, source: &mut Source<'_>) {
    for (locale, name) in names {
        let missing: Vec<String> =
            unprintable(name).iter().map(|c| format!("'{c}' (U+{:04X})", u32::from(*c))).collect();
        if !missing.is_empty() {
            let what = format!("No font of the ticket printers has {}.", missing.join(", "));
            source.error(&path.key(locale.tag()), what, "Write it with other characters.");
        }
    }
}

fn read(path: &FilePath) -> Result<String, String> {
    let size = std::fs::metadata(path).map_err(|error| format!("it cannot be read: {error}"))?.len();
    if size > TEMPLATE_BYTES_MAX {
        return Err(format!("it has more than {TEMPLATE_BYTES_MAX} bytes"));
    }
    let text = std::fs::read_to_string(path).map_err(|error| format!("it cannot be read: {error}"))?;
    Template::check_with(&text, &WordBook::built_in()).map_err(|error| error.to_string())?;
    Ok(text)
}
