//! Name and password of a client of the broker, in a file only its owner can read.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Largest credential file read, in bytes.
const BYTES_MAX: u64 = 1_024;

/// Why there is no credential.
#[derive(Debug, thiserror::Error)]
pub enum CredentialError {
    /// The file cannot be read.
    #[error("the credential {path} cannot be read: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Others can read it.
    #[error("the credential {path} can be read by others (mode {mode:o}): chmod 600 {path}")]
    Open {
        /// The file.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// It holds something else.
    #[error("the credential {path} does not hold name:password on one line")]
    Form {
        /// The file.
        path: PathBuf,
    },
}

/// Reads `name:password`. The password is neither shown nor logged anywhere.
///
/// # Errors
/// [`CredentialError`]; none repeats what is in the file.
pub fn read(path: &Path) -> Result<(String, String), CredentialError> {
    let failed = |source| CredentialError::File { path: path.to_owned(), source };
    let file = File::open(path).map_err(failed)?;
    let mode = file.metadata().map_err(failed)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(CredentialError::Open { path: path.to_owned(), mode });
    }
    let mut text = String::new();
    file.take(BYTES_MAX).read_to_string(&mut text).map_err(failed)?;
    let form = || CredentialError::Form { path: path.to_owned() };
    let (name, password) = text.trim_end().split_once(':').ok_or_else(form)?;
    if name.is_empty() || password.is_empty() || password.contains(char::is_control) {
        return Err(form());
    }
    Ok((name.to_owned(), password.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn file(text: &str, mode: u32) -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("credential");
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        (dir, path)
    }

    #[test]
    fn a_credential_is_read_only_if_nobody_else_can() {
        let (_dir, path) = file("hall:p:w\n", 0o600);
        assert_eq!(read(&path).unwrap(), ("hall".to_owned(), "p:w".to_owned()));
        let (_dir, path) = file("hall:pw", 0o640);
        assert!(matches!(read(&path), Err(CredentialError::Open { mode: 0o640, .. })));
    }

    #[test]
    fn what_is_wrong_is_said_without_the_password() {
        let (_dir, path) = file("hunter2", 0o600);
        let said = read(&path).unwrap_err().to_string();
        assert!(said.contains("name:password") && !said.contains("hunter2"), "{said}");
    }
}
