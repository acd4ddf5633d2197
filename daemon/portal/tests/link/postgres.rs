//! A PostgreSQL server of a test's own: a private directory, a Unix socket, no port, gone with the test.

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

pub struct Postgres {
    server: Child,
    command: Command,
    dir: TempDir,
}

impl Postgres {
    /// Starts one that forgets everything at a power cut, as a test's own may.
    pub async fn start() -> Self {
        Self::with(&["fsync=off", "synchronous_commit=off", "full_page_writes=off"]).await
    }

    pub async fn with(settings: &[&str]) -> Self {
        let bin = programs();
        let dir = tempfile::Builder::new().prefix("nouba-pg").tempdir().unwrap();
        let data = dir.path().join("data");
        let run = |program: &str| {
            let mut command = Command::new(bin.join(program));
            command.current_dir("/").stdout(Stdio::null()).stderr(Stdio::null());
            // PostgreSQL refuses to run as root.
            if Uid::effective().is_root() {
                let user = User::from_name("postgres")
                    .unwrap()
                    .expect("the user postgres: apt-get install postgresql");
                chown(dir.path(), Some(user.uid), Some(user.gid)).unwrap();
                command.gid(user.gid.as_raw()).uid(user.uid.as_raw());
            }
            command
        };
        let made = run("initdb")
            .args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "-D"])
            .arg(&data)
            .status()
            .unwrap();
        assert!(made.success(), "initdb failed: {made}");
        let mut command = run("postgres");
        command.arg("-D").arg(&data).arg("-k").arg(dir.path());
        for setting in ["listen_addresses="].iter().chain(settings) {
            command.args(["-c", setting]);
        }
        let postgres = Self { server: command.spawn().unwrap(), command, dir };
        postgres.ready().await;
        postgres
    }

    /// Breaks every connection off, as a crash does; [`Postgres::again`] starts it anew.
    pub fn crash(&mut self) {
        // The server's quickest shutdown: it takes its own children along.
        let pid = i32::try_from(self.server.id()).unwrap();
        let _ = kill(Pid::from_raw(pid), Signal::SIGQUIT);
        let _ = self.server.wait();
    }

    pub async fn again(&mut self) {
        self.server = self.command.spawn().unwrap();
        self.ready().await;
    }

    /// The address as `portal --database` takes it.
    pub fn url(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.dir.path().display())
    }

    pub async fn pool(&self) -> sqlx::PgPool {
        sqlx::postgres::PgPoolOptions::new().max_connections(4).connect(&self.url()).await.unwrap()
    }

    async fn ready(&self) {
        let deadline = Instant::now() + READY_WITHIN;
        loop {
            let answer = sqlx::postgres::PgPoolOptions::new().max_connections(1).connect(&self.url()).await;
            match answer {
                Ok(pool) => return pool.close().await,
                Err(error) => assert!(Instant::now() < deadline, "PostgreSQL does not start: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.crash();
    }
}

/// The newest installed version's programs.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| has(bin, "initdb") && has(bin, "postgres"))
        .collect();
    found.sort();
    found.pop().expect("no PostgreSQL server under /usr/lib/postgresql: apt-get install postgresql").1
}

fn has(bin: &Path, program: &str) -> bool {
    bin.join(program).is_file()
}
