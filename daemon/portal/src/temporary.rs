//! A PostgreSQL server of one's own, from Debian's programs: a private directory, a Unix socket, no port, gone when it
//! is dropped. For the demonstration, tests and benchmarks.

use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, Uid, User, chown};
use tempfile::TempDir;

/// Where Debian puts the server's programs, one directory per version.
const DEBIAN: &str = "/usr/lib/postgresql";
/// How long the server may take to answer.
const READY_WITHIN: Duration = Duration::from_secs(60);
/// What a server forgets everything by at a power cut, as one that is thrown away may.
pub const FORGETFUL: [&str; 3] = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/// A running server.
pub struct Postgres {
    server: Child,
    command: Command,
    dir: TempDir,
}

fn other(text: impl Into<String>) -> io::Error {
    io::Error::other(text.into())
}

impl Postgres {
    /// Starts a server with these settings, each as `name=value`.
    ///
    /// # Errors
    /// The programs are not installed, or the server does not start.
    pub async fn start(settings: &[&str]) -> io::Result<Self> {
        let bin = programs()?;
        let dir = tempfile::Builder::new().prefix("nouba-pg").tempdir()?;
        let data = dir.path().join("data");
        let made = program(&bin, "initdb", dir.path())?
            .args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "-D"])
            .arg(&data)
            .status()?;
        if !made.success() {
            return Err(other(format!("initdb failed: {made}")));
        }
        let mut command = program(&bin, "postgres", dir.path())?;
        command.arg("-D").arg(&data).arg("-k").arg(dir.path());
        for setting in ["listen_addresses="].iter().chain(settings) {
            command.args(["-c", setting]);
        }
        let postgres = Self { server: command.spawn()?, command, dir };
        postgres.ready().await?;
        Ok(postgres)
    }

    /// Breaks every connection off, as a crash does; [`Postgres::again`] starts it anew.
    pub fn crash(&mut self) {
        // The server's quickest shutdown: it takes its own children along.
        self.signal(Signal::SIGQUIT);
    }

    /// Ends it in order: what its directory then holds is a backup.
    pub fn stop(&mut self) {
        self.signal(Signal::SIGINT);
    }

    fn signal(&mut self, signal: Signal) {
        if let Ok(pid) = i32::try_from(self.server.id()) {
            let _ = kill(Pid::from_raw(pid), signal);
        }
        let _ = self.server.wait();
    }

    /// Starts it again after [`Postgres::crash`] or [`Postgres::stop`].
    ///
    /// # Errors
    /// The server does not start.
    pub async fn again(&mut self) -> io::Result<()> {
        self.server = self.command.spawn()?;
        self.ready().await
    }

    /// Returns where its files are; `data` in it is the database.
    #[must_use]
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// Returns the address as `portal --database` takes it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.dir.path().display())
    }

    async fn ready(&self) -> io::Result<()> {
        let begun = Instant::now();
        loop {
            let answer = sqlx::postgres::PgPoolOptions::new().max_connections(1).connect(&self.url()).await;
            match answer {
                Ok(pool) => {
                    pool.close().await;
                    return Ok(());
                }
                Err(error) if begun.elapsed() > READY_WITHIN => {
                    return Err(other(format!("PostgreSQL does not start: {error}")));
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.crash();
    }
}

/// A program of the server's, as a user it agrees to run as: it refuses root.
fn program(bin: &Path, name: &str, dir: &Path) -> io::Result<Command> {
    let mut command = Command::new(bin.join(name));
    command.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if Uid::effective().is_root() {
        let user = User::from_name("postgres")?;
        let user = user.ok_or_else(|| other("there is no user postgres: apt-get install postgresql"))?;
        chown(dir, Some(user.uid), Some(user.gid))?;
        command.gid(user.gid.as_raw()).uid(user.uid.as_raw());
    }
    // A stop meant for whoever runs the demonstration is not meant for the server.
    command.process_group(0);
    Ok(command)
}

/// The newest installed version's programs.
fn programs() -> io::Result<PathBuf> {
    let versions = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let has = |bin: &Path, program: &str| bin.join(program).is_file();
    let found = versions
        .filter_map(|entry| {
            Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin")))
        })
        .filter(|(_, bin)| has(bin, "initdb") && has(bin, "postgres"))
        .max();
    let newest = found.ok_or_else(|| {
        other(format!("no PostgreSQL server under {DEBIAN}: apt-get install postgresql, or give --database"))
    })?;
    Ok(newest.1)
}
