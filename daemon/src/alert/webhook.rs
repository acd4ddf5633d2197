//! Alerts to a program: a POST of JSON, signed as Standard Webhooks 1.0 has it (standardwebhooks.com), so that the
//! receiver's own library can check it.

use std::time::Duration;

use axum::http::{Request, StatusCode, Uri, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http_body_util::Full;
use hyper::body::Bytes;
use sha2::Sha256;

use super::{Message, SendError};
use crate::client::Client;
use crate::config;
use crate::secret_file;

/// How long an answer may take (Standard Webhooks asks for 15 to 30 s).
const ANSWER: Duration = Duration::from_secs(20);
/// Shortest secret taken, in bytes.
const SECRET_MIN: usize = 16;

/// The way to one program.
pub struct Webhook {
    config: config::Webhook,
    client: Client,
}

impl Webhook {
    /// Returns the way to a program.
    #[must_use]
    pub fn new(config: config::Webhook) -> Self {
        Self { config, client: Client::default() }
    }

    /// Tells it.
    ///
    /// # Errors
    /// [`SendError`]: whether it makes sense to try again.
    pub async fn send(&mut self, message: &Message, missed: u64, now_s: i64) -> Result<(), SendError> {
        let body = message.json(missed).to_string();
        match deliver(&mut self.client, &self.config, &message.id, now_s, body).await {
            Ok(status) if status.is_success() => Ok(()),
            Ok(status) if is_final(status) => Err(SendError::Never(format!("it answers {status}"))),
            Ok(status) => Err(SendError::Later(format!("it answers {status}"))),
            Err(cause) => Err(SendError::Later(cause)),
        }
    }
}

/// Posts a signed message and returns the status of the answer.
///
/// # Errors
/// Why there is no answer, in words: trying again later may help.
pub(crate) async fn deliver(
    client: &mut Client,
    config: &config::Webhook,
    id: &str,
    now_s: i64,
    body: String,
) -> Result<StatusCode, String> {
    let secret = secret_file::read(&config.secret).map_err(|e| e.to_string())?;
    let key = key(secret.reveal())
        .ok_or_else(|| "the webhook's secret is shorter than 16 characters".to_owned())?;
    let uri: Uri = config.url.parse().map_err(|_| "the address is none".to_owned())?;
    let request = Request::post(uri.path_and_query().map_or("/", |p| p.as_str()))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, concat!("nouba/", env!("CARGO_PKG_VERSION")))
        .header("webhook-id", id)
        .header("webhook-timestamp", now_s.to_string())
        .header("webhook-signature", signature(&key, id, now_s, &body))
        .body(Full::new(Bytes::from(body)))
        .map_err(|e| e.to_string())?;
    match client.send(&uri, request, ANSWER).await {
        Ok((status, _)) => Ok(status),
        Err(error) => {
            let source = std::error::Error::source(&error).map_or_else(String::new, |s| format!(": {s}"));
            Err(format!("{error}{source}"))
        }
    }
}

/// An answer that will be the same for the same message.
fn is_final(status: StatusCode) -> bool {
    status.is_client_error() && !matches!(status.as_u16(), 401 | 403 | 404 | 408 | 425 | 429)
}

/// The bytes of a secret: `whsec_` and base64, or the text itself.
fn key(secret: &str) -> Option<Vec<u8>> {
    let key = match secret.strip_prefix("whsec_") {
        Some(encoded) => STANDARD.decode(encoded).ok()?,
        None => secret.as_bytes().to_vec(),
    };
    (key.len() >= SECRET_MIN).then_some(key)
}

/// `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`.
fn signature(key: &[u8], id: &str, timestamp_s: i64, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("invariant: HMAC takes keys of every length");
    mac.update(format!("{id}.{timestamp_s}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_the_one_of_the_specifications_example() {
        let key = key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signed =
            signature(&key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert!(super::key("short").is_none() && super::key("whsec_***").is_none());
    }
}
