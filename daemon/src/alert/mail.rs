//! Mail through the town's own server.

use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use super::SendError;
use crate::config::{self, Encryption};
use crate::secret_file;

/// How long the server may take for each answer.
const ANSWER: Duration = Duration::from_secs(30);

/// A mail.
#[derive(Clone, Debug)]
pub struct Letter {
    /// To whom.
    pub to: Vec<String>,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// Names and contents of PDF files that go with it.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Gives a mail to the server.
///
/// # Errors
/// [`SendError`]: whether it makes sense to try again.
pub async fn send(config: &config::Mail, letter: &Letter) -> Result<(), SendError> {
    let never = |e: &dyn std::fmt::Display| SendError::Never(e.to_string());
    let later = |e: &dyn std::fmt::Display| SendError::Later(e.to_string());
    let mut message = lettre::Message::builder()
        .from(mailbox("Nouba", &config.from).map_err(|e| never(&e))?)
        .subject(letter.subject.clone());
    for to in &letter.to {
        message = message.to(to.parse::<Mailbox>().map_err(|e| never(&e))?);
    }
    let text = SinglePart::plain(letter.text.clone());
    let message = if letter.files.is_empty() {
        message.singlepart(text)
    } else {
        let pdf = ContentType::parse("application/pdf").map_err(|e| never(&e))?;
        let parts = letter.files.iter().fold(MultiPart::mixed().singlepart(text), |parts, (name, bytes)| {
            parts.singlepart(Attachment::new(name.clone()).body(bytes.clone(), pdf.clone()))
        });
        message.multipart(parts)
    };
    let message = message.map_err(|e| never(&e))?;
    let transport = transport(config).map_err(|e| later(&e))?;
    match transport.send(message).await {
        Ok(_) => Ok(()),
        Err(error) if error.is_permanent() => Err(never(&chain(&error))),
        Err(error) => Err(later(&chain(&error))),
    }
}

fn mailbox(name: &str, address: &str) -> Result<Mailbox, lettre::address::AddressError> {
    Ok(Mailbox::new(Some(name.to_owned()), address.parse()?))
}

fn chain(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), |source| format!("{error}: {source}"))
}

fn transport(config: &config::Mail) -> anyhow::Result<AsyncSmtpTransport<Tokio1Executor>> {
    let (host, port) = config.server.rsplit_once(':').unwrap_or((&config.server, "587"));
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let tls = match config.encryption {
        Encryption::None => Tls::None,
        Encryption::Starttls => Tls::Required(TlsParameters::new(host.to_owned())?),
        Encryption::Tls => Tls::Wrapper(TlsParameters::new(host.to_owned())?),
    };
    let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
        .port(port.parse()?)
        .timeout(Some(ANSWER))
        .tls(tls);
    if let Some(path) = &config.credential {
        let login = secret_file::login_in(path)?;
        let (user, password) = (login.user.reveal().to_owned(), login.password.reveal().to_owned());
        transport = transport.credentials(Credentials::new(user, password));
    }
    Ok(transport.build())
}
