//! Pages in real Chromium, through its WebDriver.

use std::io;
use std::process::Stdio;

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A running ChromeDriver.
pub struct Browser {
    url: String,
    _driver: Child,
}

impl Browser {
    /// Starts ChromeDriver on a free port.
    pub async fn start() -> io::Result<Self> {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|e| io::Error::other(format!("chromedriver: {e}; apt-get install chromium-driver")))?;
        let stdout = driver.stdout.take().expect("piped");
        let mut lines = BufReader::new(stdout).lines();
        // "ChromeDriver was started successfully on port 41234."
        let port = loop {
            let line = lines.next_line().await?.ok_or_else(|| io::Error::other("chromedriver ended"))?;
            if let Some(port) = line.rsplit_once("on port ").map(|(_, p)| p.trim_end_matches('.').to_owned())
                && port.parse::<u16>().is_ok_and(|p| p > 0)
            {
                break port;
            }
        };
        Ok(Self { url: format!("http://127.0.0.1:{port}"), _driver: driver })
    }

    /// Opens a window of its own, of that size.
    pub async fn window(&self, width: u32, height: u32) -> anyhow::Result<Client> {
        self.open(width, height, &[]).await
    }

    /// As [`Browser::window`], with sound from the start, as a board's browser is set up.
    pub async fn window_that_speaks(&self, width: u32, height: u32) -> anyhow::Result<Client> {
        self.open(width, height, &["--autoplay-policy=no-user-gesture-required"]).await
    }

    async fn open(&self, width: u32, height: u32, more: &[&str]) -> anyhow::Result<Client> {
        let mut capabilities = Map::new();
        let arguments: Vec<String> = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
        ]
        .iter()
        .chain(more)
        .map(|a| (*a).to_owned())
        .chain([format!("--window-size={width},{height}")])
        .collect();
        capabilities
            .insert("goog:chromeOptions".into(), json!({ "args": arguments, "binary": "/usr/bin/chromium" }));
        capabilities.insert("pageLoadStrategy".into(), Value::String("eager".into()));
        Ok(ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(&self.url).await?)
    }
}

/// Waits for an element and clicks it.
pub async fn click(page: &Client, css: &str) -> anyhow::Result<()> {
    let element = page.wait().at_most(crate::LIMIT).for_element(Locator::Css(css)).await?;
    element.click().await?;
    Ok(())
}

/// Returns the texts of all elements that match now.
pub async fn texts(page: &Client, css: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for element in page.find_all(Locator::Css(css)).await.unwrap_or_default() {
        texts.push(element.text().await.unwrap_or_default());
    }
    texts
}

/// Waits until some element that matches has exactly that text.
pub async fn shows(page: &Client, css: &str, text: &str) {
    crate::until(&format!("{css} shows {text:?}"), || async {
        texts(page, css).await.iter().any(|t| t.trim() == text)
    })
    .await;
}
