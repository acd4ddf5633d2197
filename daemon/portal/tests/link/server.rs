//! The portal's own program as a child process, and requests to it.

use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use queue::report::{Batch, Reply};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub struct Server {
    child: Child,
    pub address: SocketAddr,
    /// What it said after its address: the set-up code, while there is no account.
    pub said: Arc<Mutex<String>>,
    database: String,
    session: tokio::sync::OnceCell<String>,
}

impl Server {
    /// Starts `portal serve`; an address used before can be used again.
    pub fn start(database: &str, listen: Option<SocketAddr>) -> Self {
        Self::start_with(database, listen, &[])
    }

    /// As [`Server::start`] with more arguments.
    pub fn start_with(database: &str, listen: Option<SocketAddr>, more: &[&str]) -> Self {
        let listen = listen.map_or_else(|| "127.0.0.1:0".to_owned(), |a| a.to_string());
        let mut child = Command::new(env!("CARGO_BIN_EXE_portal"))
            .args(["serve", "--database", database, "--listen", &listen])
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').parse();
        let address = address.unwrap_or_else(|_| panic!("the first line is the address: {line:?}"));
        let said = Arc::<Mutex<String>>::default();
        let rest = Arc::clone(&said);
        std::thread::spawn(move || {
            out.lines().map_while(Result::ok).for_each(|l| rest.lock().unwrap().push_str(&l))
        });
        let (database, session) = (database.to_owned(), tokio::sync::OnceCell::new());
        Self { child, address, said, database, session }
    }

    /// The cookie of somebody who may look, signed in at the first use.
    pub async fn cookie(&self) -> &str {
        let sign_in = || async {
            let password = new_account(&self.database, &format!("tester-{}", self.child.id()));
            let form = format!("account=tester-{}&password={password}", self.child.id());
            let answer = self.form("/sign-in", &form).await;
            let set = answer.split("set-cookie: ").nth(1).unwrap_or_else(|| panic!("no cookie: {answer}"));
            set.split(';').next().unwrap().to_owned()
        };
        self.session.get_or_init(sign_in).await
    }

    /// Posts a form as a page does; returns the whole answer.
    pub async fn form(&self, path: &str, form: &str) -> String {
        self.form_with(path, form, "x=y").await
    }

    /// As [`Server::form`], from a browser that has a cookie.
    pub async fn form_with(&self, path: &str, form: &str, cookie: &str) -> String {
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: portal\r\norigin: http://portal\r\nconnection: close\r\ncookie: {cookie}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
            form.len()
        );
        String::from_utf8(raw_exchange(self.address, head.as_bytes()).await.expect("an answer")).unwrap()
    }

    /// Ends it as a power cut does.
    pub fn kill(&mut self) -> SocketAddr {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.address
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        let (status, body) = self.fetch(path, self.cookie().await).await;
        (status, serde_json::from_str(&body).unwrap_or(Value::Null))
    }

    /// Gets something with a cookie, or without if it is empty.
    pub async fn fetch(&self, path: &str, cookie: &str) -> (u16, String) {
        let head =
            format!("GET {path} HTTP/1.1\r\nhost: portal\r\nconnection: close\r\ncookie: {cookie}\r\n\r\n");
        let (status, body) = exchange(self.address, head.as_bytes()).await.expect("an answer");
        (status, String::from_utf8(body).unwrap())
    }

    /// Hands in a batch and returns the answer's status and text.
    pub async fn post(&self, credential: &str, batch: &Batch, zipped: bool) -> (u16, Value) {
        let plain = serde_json::to_vec(batch).unwrap();
        self.post_bytes(credential, if zipped { zip(&plain) } else { plain }, zipped).await
    }

    pub async fn post_bytes(&self, credential: &str, body: Vec<u8>, zipped: bool) -> (u16, Value) {
        let encoding = if zipped { "content-encoding: gzip\r\n" } else { "" };
        let head = format!(
            "POST /api/v1/ingest HTTP/1.1\r\nhost: portal\r\nconnection: close\r\nauthorization: Bearer {credential}\r\n\
             {encoding}content-length: {}\r\n\r\n",
            body.len()
        );
        let bytes = [head.as_bytes(), &body].concat();
        let (status, body) = exchange(self.address, &bytes).await.expect("an answer");
        (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
    }

    /// Hands in a batch and returns the portal's reply.
    pub async fn report(&self, credential: &str, batch: &Batch) -> Reply {
        let (status, body) = self.post(credential, batch, true).await;
        serde_json::from_value(body.clone()).unwrap_or_else(|_| panic!("{status} {body}"))
    }

    /// One office of `GET /api/v1/offices`, once what is asked of it is true.
    pub async fn office(&self, id: &str, is: impl Fn(&Value) -> bool) -> Value {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            let (_, body) = self.get("/api/v1/offices").await;
            let list = body["offices"].as_array().cloned().unwrap_or_default();
            if let Some(office) = list.iter().find(|o| o["office"] == id && is(o)) {
                return office.clone();
            }
            assert!(Instant::now() < deadline, "the offices are {body:#}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs `portal office …`.
pub fn office_command(database: &str, command: &str, arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_portal"));
    program.args(["office", command, "--database", database]).args(arguments).output().unwrap()
}

/// Adds an account; returns its password.
pub fn new_account(database: &str, account: &str) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_portal"));
    let output = program.args(["account", "add", "--database", database, account]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Adds an office; returns its credential.
pub fn add_office(database: &str, office: &str) -> String {
    let output = office_command(database, "add", &[office]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

pub fn zip(plain: &[u8]) -> Vec<u8> {
    let mut zipper = GzEncoder::new(Vec::new(), Compression::fast());
    zipper.write_all(plain).unwrap();
    zipper.finish().unwrap()
}

/// Sends bytes and reads to the end; `None` when the other end broke off.
pub async fn exchange(address: SocketAddr, request: &[u8]) -> Option<(u16, Vec<u8>)> {
    let answer = raw_exchange(address, request).await?;
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n")?;
    let status = std::str::from_utf8(answer.get(9..12)?).ok()?.parse().ok()?;
    Some((status, answer[end + 4..].to_vec()))
}

pub async fn raw_exchange(address: SocketAddr, request: &[u8]) -> Option<Vec<u8>> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    stream.write_all(request).await.ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok()?;
    (!answer.is_empty()).then_some(answer)
}
