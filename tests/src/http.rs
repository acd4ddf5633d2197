//! Requests as a kiosk or a clerk's page sends them.

use std::io;
use std::net::SocketAddr;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// Sends a request on a connection of its own; returns status and body (null when it is not JSON).
pub async fn request(
    address: SocketAddr,
    method: &str,
    path: &str,
    key: Option<&str>,
    body: Option<&Value>,
) -> io::Result<(u16, Value)> {
    let mut stream = TcpStream::connect(address).await?;
    let body = body.map(Value::to_string).unwrap_or_default();
    let key = key.map(|k| format!("idempotency-key: {k}\r\n")).unwrap_or_default();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{key}\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let text = String::from_utf8_lossy(&answer);
    let status = text.get(9..12).and_then(|s| s.parse().ok());
    let status = status.ok_or_else(|| io::Error::new(io::ErrorKind::UnexpectedEof, "no answer"))?;
    let json = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    Ok((status, serde_json::from_str(json).unwrap_or(Value::Null)))
}

/// Looks at something.
pub async fn get(address: SocketAddr, path: &str) -> io::Result<(u16, Value)> {
    request(address, "GET", path, None, None).await
}

/// Asks for something.
pub async fn post(address: SocketAddr, path: &str, key: &str, body: &Value) -> io::Result<(u16, Value)> {
    request(address, "POST", path, Some(key), Some(body)).await
}

/// Opens a live stream, takes the first view and closes it again.
pub async fn first_view(address: SocketAddr, path: &str) -> io::Result<Value> {
    let stream = TcpStream::connect(address).await?;
    let mut lines = BufReader::new(stream);
    let head = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\naccept: text/event-stream\r\n\r\n");
    lines.get_mut().write_all(head.as_bytes()).await?;
    let mut line = String::new();
    loop {
        line.clear();
        if lines.read_line(&mut line).await? == 0 {
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "the stream ended before its first view",
            ));
        }
        if let Some(data) = line.strip_prefix("data: ") {
            return serde_json::from_str(data).map_err(io::Error::other);
        }
    }
}
