//! FQM (github.com/mrf345/FQM), an open-source queue manager as offices have it: the peer measured beside the daemon.
//! `tests/benches/peer-setup` makes it outside of this repository; what is done in its favour says so.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};

use super::Options;
use super::http::Client;

/// Where a ticket is asked for.
pub const ISSUE: &str = "/api/v1/tickets/";
/// What a kiosk says: the service, a name to call, as there is no printer, and the office: in its favour, or it counts who
/// waits in each office before it takes one.
pub const TICKET: &str = "{\"task_id\":1,\"office_id\":1,\"n\":true,\"name\":\"Citizen\"}";
/// How long it may take to be ready.
const READY_LIMIT: Duration = Duration::from_secs(60);
/// Between two looks whether it is ready; it takes seconds.
const LOOK: Duration = Duration::from_millis(5);
/// Has FQM make its tables and what it cannot be without, by its own code.
const TABLES: &str = "from app.main import create_app, create_db; create_db(create_app())";

/// One office with one service and a token for the kiosks. In its favour: the task that fetches a recording of each
/// number from the internet is switched off.
const OFFICE: &str = "
    update background_tasks set enabled = 0;
    insert into offices (id, name, timestamp, prefix) values (1, 'bench', '2024-01-01 00:00:00.000000', 'A');
    insert into tasks (id, name, timestamp, hidden) values (1, 'birth', '2024-01-01 00:00:00.000000', 0);
    insert into mtasks (office_id, task_id) values (1, 1);
    insert into auth_tokens (name, token, role_id) values ('bench', 'bench', 1);
    -- FQM gives every service this one when it is added: the last number, of which the next is made.
    insert into serials (number, timestamp, date, n, p, pulledBy, on_hold, status, office_id, task_id)
        values (100, '2024-01-01 00:00:00.000000', '2024-01-01', 0, 1, 0, 0, 'Waiting', 1, 1);
";
/// Tickets that were called and are over, one a minute.
const PAST: &str = "
    with recursive ticket (n) as (select 1 union all select n + 1 from ticket where n < ?),
        timed as (select n, datetime('2024-01-01', n || ' minutes') || '.000000' as at from ticket)
    insert into serials (number, timestamp, date, name, n, p, pdt, pulledBy, on_hold, status, office_id, task_id)
        select 100 + n, at, date(at), 'Citizen', 1, 1, at, 1, 0, 'Processed', 1, 1 from timed
";

/// What `peer-setup` made.
pub struct Installed {
    source: PathBuf,
    python: PathBuf,
}

impl Installed {
    /// Returns it where the options say it is, or nothing where they say nothing.
    ///
    /// # Errors
    /// It is not where they say.
    pub fn find(options: &Options) -> Result<Option<Self>> {
        let Some(dir) = &options.fqm else { return Ok(None) };
        let dir = std::path::absolute(dir)?;
        let this = Self { source: dir.join("source"), python: dir.join("venv/bin/python") };
        for part in [&this.source.join("run.py"), &this.python] {
            let dir = dir.display();
            ensure!(
                part.exists(),
                "{} is not there: make FQM by tests/benches/peer-setup {dir}",
                part.display()
            );
        }
        Ok(Some(this))
    }

    /// Makes a database of an office with so many tickets that are over.
    ///
    /// # Errors
    /// FQM does not make its tables, or they are not those of the version that `peer-setup` takes.
    pub async fn fill(&self, database: &Path, tickets: u64) -> Result<()> {
        let made = self.python(database).args(["-c", TABLES]).output()?;
        let said = String::from_utf8_lossy(&made.stderr);
        ensure!(made.status.success(), "FQM does not make its database: {said}");
        let options = SqliteConnectOptions::new().filename(database).disable_statement_logging();
        let mut connection: SqliteConnection = options.connect().await?;
        sqlx::raw_sql(OFFICE)
            .execute(&mut connection)
            .await
            .context("FQM's tables are not those expected")?;
        if tickets > 0 {
            sqlx::query(PAST).bind(i64::try_from(tickets)?).execute(&mut connection).await?;
        }
        Ok(connection.close().await?)
    }

    /// Starts it over a database; returns when it answers.
    ///
    /// # Errors
    /// It does not.
    pub async fn start(&self, database: &Path) -> Result<Fqm> {
        let begun = Instant::now();
        // A port that is free now: FQM, told none, takes one at random and says so in words.
        let address = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let child = self
            .python(database)
            // In its favour: no line of log for each request.
            .args(["run.py", "--cli", "--quiet", "--ip", "127.0.0.1", "--port", &address.port().to_string()])
            .stdout(Stdio::null())
            .spawn()?;
        let mut fqm = Fqm { child, address, took: Duration::ZERO };
        while begun.elapsed() < READY_LIMIT {
            if fqm.answers().await {
                fqm.took = begun.elapsed();
                return Ok(fqm);
            }
            if let Some(status) = fqm.child.try_wait()? {
                bail!("FQM stopped while it started: {status}");
            }
            tokio::time::sleep(LOOK).await;
        }
        bail!("FQM was not ready within {READY_LIMIT:?}")
    }

    /// Python with FQM's libraries, in its directory, where it looks for its pages.
    fn python(&self, database: &Path) -> Command {
        let mut python = Command::new(&self.python);
        // As FQM has it unless told otherwise, but for the place.
        let url = format!("sqlite:///{}?check_same_thread=False", database.display());
        python
            .current_dir(&self.source)
            .env("DATABASE_URI", url)
            // Its library warns of every start at an address instead of a name.
            .env("PYTHONWARNINGS", "ignore")
            .env_remove("DOCKER")
            .env_remove("MIGRATION");
        python
    }
}

/// A running FQM; dropping it kills it.
pub struct Fqm {
    child: Child,
    address: SocketAddr,
    /// From the start of the process to its first answer.
    pub took: Duration,
}

impl Fqm {
    /// Returns the process's id; it has no other process.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Connects a kiosk. In FQM's favour it acknowledges at once, or each answer would take 40 ms longer.
    ///
    /// # Errors
    /// Nobody listens.
    pub async fn kiosk(&self) -> Result<Client> {
        let client = Client::connect(self.address, "fqm").await?;
        let fields = "authorization: bench\r\n".to_owned();
        Ok(client.host(self.address.to_string()).quick_acks().with(fields))
    }

    async fn answers(&self) -> bool {
        let Ok(mut client) = self.kiosk().await else { return false };
        client.get("/api/v1/tasks/").await.is_ok_and(|answer| answer.status == 200)
    }
}

impl Drop for Fqm {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
