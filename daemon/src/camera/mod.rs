//! The office's cameras: whether each works and is declared. Nothing is recorded and nobody is recognised; the one
//! picture an authorised person may look at goes straight to them.
//!
//! # Layout
//! - [`judge`]: pure: what looks mean, and when to look again
//! - [`probe`]: one look over RTSP
//! - [`still`]: one picture for a page
//! - [`notice`]: the sign at the entrance
//! - [`discover`]: which cameras are on the network

pub mod discover;
pub mod judge;
pub mod notice;
pub mod probe;
pub mod still;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use queue::id::DeviceId;
use queue::time::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use utoipa::ToSchema;

use crate::clock::SharedClock;
use crate::config;
use crate::config::Snapshot;
use crate::registry::{Kind, Registry, Report};
use crate::secret_file::{self, Login};

use judge::{Fault, Judge, Patience};
use probe::Seen;
use still::Still;

/// How long a still waits for a look that is under way: many cameras serve one or two at a time.
const TURN: Duration = Duration::from_secs(20);

/// A camera as others may know it, the town's portal among them: no address, no credential, no picture.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct CameraView {
    /// The camera's id.
    pub id: String,
    /// Where it stands.
    pub place: String,
    /// What for.
    pub purpose: String,
    /// Number of the receipt of its declaration; empty while there is none.
    pub receipt: String,
    /// Days the recorder keeps its pictures.
    pub retention_days: u32,
    /// Whether the sign hangs.
    pub sign_posted: bool,
    /// `starting`, `ready`, `auth_failed`, `not_found`, `unreachable`, `hung`, `bad_codec` or `frozen`.
    pub state: String,
    /// Why it is not ready: a word of the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// When it was last as it should be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub last_ok: Option<Timestamp>,
    /// `h264`, `h265` or `jpeg`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub codec: Option<String>,
    /// Width and height of its picture in dots.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<(u32, u32)>,
    /// Pictures a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fps: Option<f32>,
    /// Whether an authorised person may look at a still.
    #[serde(default)]
    pub still: bool,
}

#[derive(Default)]
struct Status {
    seen: Option<Seen>,
    last_ok: Option<Timestamp>,
    /// The last picture's hash, to see whether the next one is another.
    picture: Option<[u8; 32]>,
}

/// One camera.
pub struct Camera {
    config: config::Camera,
    /// The data directory, for its credential.
    data: PathBuf,
    status: Mutex<Status>,
    turn: Semaphore,
}

/// Why there is no still.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoStill {
    /// The office does not let anybody look.
    NotAllowed,
    /// The camera serves somebody else just now.
    Busy,
    /// It does not work.
    Fault(Fault),
}

/// The cameras of an office. Cheap to clone.
#[derive(Clone, Default)]
pub struct Cameras(Arc<Vec<Arc<Camera>>>);

impl Cameras {
    /// Returns the cameras of a configuration; `data` is where their credentials are looked for.
    #[must_use]
    pub fn new(cameras: &[config::Camera], data: &std::path::Path) -> Self {
        let one = |config: &config::Camera| {
            let status = Mutex::default();
            Arc::new(Camera {
                config: config.clone(),
                data: data.to_owned(),
                status,
                turn: Semaphore::new(1),
            })
        };
        Self(Arc::new(cameras.iter().map(one).collect()))
    }

    /// Returns each camera.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Camera>> {
        self.0.iter()
    }

    /// Returns a camera.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Arc<Camera>> {
        self.0.iter().find(|c| c.config.id.as_str() == id)
    }

    /// Puts them into the registry.
    pub fn register(&self, registry: &Registry) {
        for camera in self.iter() {
            let config = &camera.config;
            let cndp = &config.cndp;
            let details = [
                ("place", config.place.clone()),
                ("receipt", cndp.receipt.clone()),
                ("retention_days", cndp.retention_days.to_string()),
                ("sign_posted", cndp.sign_posted.to_string()),
                ("still", config.still.to_string()),
            ];
            registry.add(&config.id, Kind::Camera, None, &details);
        }
    }

    /// Returns each as others may know it.
    #[must_use]
    pub fn views(&self, registry: &Registry) -> Vec<CameraView> {
        self.iter().map(|camera| camera.view(registry)).collect()
    }

    /// Returns the first camera at the same host that is in the same trouble: a recorder that is off is one cause.
    fn root(&self, camera: &Camera, state: &str, registry: &Registry) -> Option<DeviceId> {
        let before = self.iter().take_while(|other| other.config.id != camera.config.id);
        let mut same = before.filter(|other| other.host() == camera.host() && other.host().is_some());
        same.find(|other| registry.state_of(&other.config.id).as_deref() == Some(state))
            .map(|other| other.config.id.clone())
    }
}

impl Camera {
    fn host(&self) -> Option<String> {
        url::Url::parse(&self.config.url).ok()?.host_str().map(str::to_owned)
    }

    fn status(&self) -> std::sync::MutexGuard<'_, Status> {
        self.status.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn login(&self) -> Result<Option<Login>, Fault> {
        let Some(name) = &self.config.credential else { return Ok(None) };
        secret_file::login(name, &self.data).map(Some).map_err(|error| {
            tracing::debug!(device.id = %self.config.id, error = %error, "a camera's credential cannot be used");
            Fault::NoCredential
        })
    }

    /// Looks once, as deeply as the office wishes.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn look(&self, patience: Patience) -> Result<Seen, Fault> {
        let login = self.login()?;
        if self.config.snapshot == Snapshot::Off {
            return probe::describe(&self.config.url, login.as_ref(), patience).await;
        }
        let picture = probe::picture(&self.config.url, login.as_ref(), patience).await?;
        let hash: [u8; 32] = Sha256::digest(&picture.frame).into();
        // A sensor is never twice the same to the last bit; an encoder that repeats its buffer is.
        if self.status().picture.replace(hash) == Some(hash) {
            return Err(Fault::SamePicture);
        }
        Ok(picture.seen)
    }

    /// Takes one picture for an authorised person.
    ///
    /// # Errors
    /// [`NoStill`].
    pub async fn still(&self) -> Result<Still, NoStill> {
        if !self.config.still {
            return Err(NoStill::NotAllowed);
        }
        let turn = tokio::time::timeout(TURN, self.turn.acquire()).await;
        let _turn = turn.map_err(|_| NoStill::Busy)?.map_err(|_| NoStill::Busy)?;
        let login = self.login().map_err(NoStill::Fault)?;
        let taken = probe::picture(&self.config.url, login.as_ref(), Patience::for_a_person()).await;
        still::pack(&taken.map_err(NoStill::Fault)?).ok_or(NoStill::Fault(Fault::BadCodec))
    }

    /// Returns the camera as others may know it.
    #[must_use]
    pub fn view(&self, registry: &Registry) -> CameraView {
        let device = registry.get(&self.config.id);
        let status = self.status();
        let seen = status.seen.clone();
        CameraView {
            id: self.config.id.to_string(),
            place: self.config.place.clone(),
            purpose: self.config.cndp.purpose.clone(),
            receipt: self.config.cndp.receipt.clone(),
            retention_days: self.config.cndp.retention_days,
            sign_posted: self.config.cndp.sign_posted,
            state: device.as_ref().map_or_else(|| "starting".to_owned(), |d| d.state.clone()),
            cause: device.and_then(|d| d.cause),
            last_ok: status.last_ok,
            codec: seen.as_ref().map(|s| s.codec.clone()),
            size: seen.as_ref().and_then(|s| s.size),
            fps: seen.and_then(|s| s.fps),
            still: self.config.still,
        }
    }

    /// Looks again and again until told to stop.
    pub async fn watch(
        self: Arc<Self>,
        all: Cameras,
        registry: Registry,
        clock: SharedClock,
        stop: CancellationToken,
    ) {
        let interval = self.config.interval();
        let (mut judge, patience) = (Judge::new(interval), Patience::within(interval));
        loop {
            let look = async {
                let _turn = self.turn.acquire().await;
                self.look(patience).await
            };
            let found = tokio::select! {
                found = look => found,
                () = stop.cancelled() => return,
            };
            let decision = judge.take(found.as_ref().map(drop).map_err(|fault| *fault));
            if let Ok(seen) = found {
                self.note(&seen, &registry, clock.now());
            }
            if let Some(shown) = decision.shown {
                self.show(shown, &all, &registry);
            }
            tokio::select! {
                () = tokio::time::sleep(decision.wait) => (),
                () = stop.cancelled() => return,
            }
        }
    }

    fn note(&self, seen: &Seen, registry: &Registry, now: Timestamp) {
        let id = &self.config.id;
        registry.detail(id, "codec", seen.codec.clone());
        registry.set_detail(id, "size", seen.size.map(|(width, height)| format!("{width}×{height}")));
        registry.set_detail(id, "fps", seen.fps.map(|fps| fps.to_string()));
        let mut status = self.status();
        (status.seen, status.last_ok) = (Some(seen.clone()), Some(now));
    }

    fn show(&self, shown: Result<(), Fault>, all: &Cameras, registry: &Registry) {
        let report = match shown {
            Ok(()) => Report::ready(),
            Err(fault) => {
                let state = fault.state();
                let lost = matches!(fault, Fault::Unreachable | Fault::Hung);
                Report {
                    because_of: lost.then(|| all.root(self, state, registry)).flatten(),
                    ..Report::trouble(state, fault.cause(), fault.remedy())
                }
            }
        };
        registry.report(&self.config.id, report);
    }
}

/// What [`crate::config::Camera`] does not say by itself.
impl config::Camera {
    /// Returns the time between two looks.
    #[must_use]
    pub fn interval(&self) -> Duration {
        Duration::from_secs(u64::from(self.probe_seconds))
    }
}
