//! One look at a camera: its stream described (RTSP DESCRIBE), and if wished a picture taken, each within its time.
//!
//! Only plain RTSP with its packets in the same TCP connection: it needs no further port, and no camera of an office
//! lacks it.

use std::time::Duration;

use futures_util::StreamExt;
use retina::client::{Credentials, Demuxed, Described, PlayOptions, Session, SessionOptions, SetupOptions};
use retina::codec::{CodecItem, FrameFormat, ParametersRef, VideoFrame, VideoParameters};
use tokio::net::TcpStream;
use tokio::time::timeout;
use url::Url;

use super::judge::{Fault, Patience};
use crate::secret_file::Login;

/// Kinds of picture that a page can show.
const CODECS: [&str; 3] = ["h264", "h265", "jpeg"];
/// Largest picture taken, in bytes: four times a whole 4K one.
const PICTURE_BYTES_MAX: usize = 8 << 20;

/// What a camera says of its stream.
#[derive(Clone, PartialEq, Debug)]
pub struct Seen {
    /// `h264`, `h265` or `jpeg`.
    pub codec: String,
    /// Width and height in dots, where it says so.
    pub size: Option<(u32, u32)>,
    /// Pictures a second, where it says so.
    pub fps: Option<f32>,
}

/// A whole picture as the camera sent it.
pub struct Picture {
    /// What the camera says of its stream.
    pub seen: Seen,
    /// Its parameters, without which nobody can read it.
    pub parameters: VideoParameters,
    /// The picture.
    pub frame: Vec<u8>,
}

/// Asks for the description of a stream.
///
/// # Errors
/// [`Fault`].
pub async fn describe(url: &str, login: Option<&Login>, patience: Patience) -> Result<Seen, Fault> {
    let (session, stream) = described(url, login, patience).await?;
    Ok(seen(&session, stream))
}

/// Takes one whole picture, and waits for the next one to see that the stream goes on.
///
/// # Errors
/// [`Fault`].
pub async fn picture(url: &str, login: Option<&Login>, patience: Patience) -> Result<Picture, Fault> {
    let (session, stream) = described(url, login, patience).await?;
    let seen = seen(&session, stream);
    match timeout(patience.picture, taken(session, stream)).await {
        Ok(Ok((parameters, frame))) => {
            let seen = Seen { size: Some(parameters.pixel_dimensions()), ..seen };
            Ok(Picture { seen, parameters, frame })
        }
        Ok(Err(fault)) => Err(fault),
        Err(_) => Err(Fault::NoPicture),
    }
}

async fn described(
    url: &str,
    login: Option<&Login>,
    patience: Patience,
) -> Result<(Session<Described>, usize), Fault> {
    let url = Url::parse(url).map_err(|_| Fault::Unreachable)?;
    let creds = login.map(|login| Credentials {
        username: login.user.reveal().to_owned(),
        password: login.password.reveal().to_owned(),
    });
    let options = SessionOptions::default().creds(creds).user_agent("nouba".to_owned());
    let session = match timeout(patience.answer, Session::describe(url.clone(), options)).await {
        Ok(Ok(session)) => session,
        Ok(Err(error)) => {
            return Err(match error.status_code() {
                Some(401 | 403) if login.is_none() => Fault::AuthWanted,
                Some(401 | 403) => Fault::AuthRefused,
                Some(404 | 410) => Fault::NotFound,
                Some(_) => Fault::WrongAnswer,
                None if listens(&url, patience.connect).await => Fault::WrongAnswer,
                None => Fault::Unreachable,
            });
        }
        Err(_) if listens(&url, patience.connect).await => return Err(Fault::Hung),
        Err(_) => return Err(Fault::Unreachable),
    };
    let video = session.streams().iter().position(|s| s.media() == "video");
    let stream = video.filter(|i| CODECS.contains(&session.streams()[*i].encoding_name()));
    stream.map(|i| (session, i)).ok_or(Fault::BadCodec)
}

/// Returns whether anything takes connections at the address.
async fn listens(url: &Url, limit: Duration) -> bool {
    let (Some(host), port) = (url.host_str(), url.port().unwrap_or(554)) else { return false };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    matches!(timeout(limit, TcpStream::connect((host, port))).await, Ok(Ok(_)))
}

fn seen(session: &Session<Described>, stream: usize) -> Seen {
    let stream = &session.streams()[stream];
    let size = match stream.parameters() {
        Some(ParametersRef::Video(video)) => Some(video.pixel_dimensions()),
        Some(ParametersRef::Audio(_) | ParametersRef::Message(_)) | None => None,
    };
    Seen { codec: stream.encoding_name().to_owned(), size, fps: stream.framerate() }
}

async fn taken(mut session: Session<Described>, stream: usize) -> Result<(VideoParameters, Vec<u8>), Fault> {
    let options = SetupOptions::default().frame_format(FrameFormat::MP4);
    session.setup(stream, options).await.map_err(|_| Fault::WrongAnswer)?;
    let playing = session.play(PlayOptions::default()).await.map_err(|_| Fault::WrongAnswer)?;
    let mut frames = playing.demuxed().map_err(|_| Fault::BadCodec)?;
    let whole = next(&mut frames, |frame| frame.is_random_access_point() && frame.loss() == 0).await?;
    let parameters = match frames.streams()[stream].parameters() {
        Some(ParametersRef::Video(video)) => video.clone(),
        Some(ParametersRef::Audio(_) | ParametersRef::Message(_)) | None => return Err(Fault::BadCodec),
    };
    // The first one may have lain ready for whoever asks, in a camera that stopped looking long ago.
    next(&mut frames, |frame| frame.timestamp().timestamp() > whole.timestamp().timestamp()).await?;
    Ok((parameters, whole.into_data()))
}

async fn next(frames: &mut Demuxed, wanted: impl Fn(&VideoFrame) -> bool) -> Result<VideoFrame, Fault> {
    loop {
        match frames.next().await {
            Some(Ok(CodecItem::VideoFrame(frame))) if frame.data().len() > PICTURE_BYTES_MAX => {
                return Err(Fault::BadCodec);
            }
            Some(Ok(CodecItem::VideoFrame(frame))) if wanted(&frame) => return Ok(frame),
            Some(Ok(_)) => (),
            Some(Err(_)) | None => return Err(Fault::NoPicture),
        }
    }
}
