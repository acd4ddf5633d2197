//! Secrets in files: read anew at each use, so that a corrected file needs no restart, and never repeated anywhere.

use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Largest file read, in bytes.
const BYTES_MAX: u64 = 4096;

/// Why there is no secret. The text names the file, never what is in it.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The file is not there, or not for this user.
    #[error("the credential {path} cannot be read")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What failed.
        #[source]
        source: io::Error,
    },
    /// Others can read it.
    #[error("the credential {path} can be read by others (mode {mode:o}); chmod 600 it")]
    Open {
        /// The file.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// There is nothing in it, or something else than one line of text.
    #[error("the credential {path} does not hold {wanted}")]
    Wrong {
        /// The file.
        path: PathBuf,
        /// What it should hold.
        wanted: &'static str,
    },
}

/// A secret text: it shows itself nowhere but where it is asked for by name.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Returns the text itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// A name and a password.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Login {
    /// The name.
    pub user: Secret,
    /// The password.
    pub password: Secret,
}

/// Reads a file of mode 0600 with one line of text.
///
/// # Errors
/// [`SecretError`].
pub fn read(path: &Path) -> Result<Secret, SecretError> {
    read_as(path, true)
}

/// Reads `user:password` from systemd's credential of that name, or else from `credentials/NAME` in the data directory.
///
/// # Errors
/// [`SecretError`].
pub fn login(name: &str, data: &Path) -> Result<Login, SecretError> {
    // The variable systemd sets for LoadCredential=. It guards that directory itself, by mount and access list.
    #[allow(clippy::disallowed_methods, reason = "systemd's own way to hand credentials over")]
    let systemd = std::env::var_os("CREDENTIALS_DIRECTORY").map(|dir| Path::new(&dir).join(name));
    let (path, mode) = match systemd.filter(|path| path.exists()) {
        Some(path) => (path, false),
        None => (data.join("credentials").join(name), true),
    };
    login_of(read_as(&path, mode)?, &path)
}

/// Reads `user:password` from a file of mode 0600.
///
/// # Errors
/// [`SecretError`].
pub fn login_in(path: &Path) -> Result<Login, SecretError> {
    login_of(read(path)?, path)
}

fn login_of(secret: Secret, path: &Path) -> Result<Login, SecretError> {
    let wrong = || SecretError::Wrong { path: path.to_owned(), wanted: "user:password" };
    let (user, password) = secret.reveal().split_once(':').ok_or_else(wrong)?;
    if user.is_empty() {
        return Err(wrong());
    }
    Ok(Login { user: Secret(user.to_owned()), password: Secret(password.to_owned()) })
}

fn read_as(path: &Path, by_mode: bool) -> Result<Secret, SecretError> {
    let failed = |source| SecretError::Unreadable { path: path.to_owned(), source };
    let file = fs::File::open(path).map_err(failed)?;
    let mode = file.metadata().map_err(failed)?.permissions().mode() & 0o777;
    if by_mode && mode & 0o077 != 0 {
        return Err(SecretError::Open { path: path.to_owned(), mode });
    }
    let mut text = String::new();
    file.take(BYTES_MAX).read_to_string(&mut text).map_err(failed)?;
    let text = text.trim_end_matches(['\r', '\n']);
    if text.is_empty() || text.chars().any(char::is_control) {
        return Err(SecretError::Wrong { path: path.to_owned(), wanted: "one line of text" });
    }
    Ok(Secret(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(dir: &Path, text: &str, mode: u32) -> PathBuf {
        let path = dir.join("secret");
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        path
    }

    #[test]
    fn a_file_for_others_and_an_empty_one_are_refused_and_nothing_is_repeated() {
        let dir = tempfile::tempdir().unwrap();
        let path = file(dir.path(), "admin:p@ss:word\n", 0o600);
        let login = login_in(&path).unwrap();
        assert_eq!((login.user.reveal(), login.password.reveal()), ("admin", "p@ss:word"));
        assert!(!format!("{login:?}").contains("p@ss"));
        let open = read(&file(dir.path(), "secret", 0o640)).unwrap_err();
        assert!(matches!(open, SecretError::Open { .. }) && !open.to_string().contains("secret\""), "{open}");
        for wrong in ["", "\n", "two\nlines", "no-colon", ":nobody"] {
            let error = login_in(&file(dir.path(), wrong, 0o600)).unwrap_err();
            assert!(matches!(error, SecretError::Wrong { .. }), "{wrong:?}: {error}");
        }
    }
}
