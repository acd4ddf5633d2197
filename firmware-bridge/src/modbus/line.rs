//! The task that owns a Modbus line: asks input modules round, writes displays, and says what changed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep, timeout};
use tokio_serial::SerialStream;
use tokio_util::sync::CancellationToken;

use super::{FRAME_MAX, Fault, Request, TEXT_REGISTER, text_registers};
use crate::board::line::{RESEND, Signs};
use crate::board::{Format, Sign};
use crate::host::LineState;
use crate::serial::{REOPEN_PAUSE, WRITE_TIMEOUT, open_port};

/// Pause between two rounds of questions. With inputs that are not latched a press must be longer than a round.
pub const POLL_PAUSE: Duration = Duration::from_millis(50);
/// How long an answer may take; cheap units need 300 to 700 ms now and then (libmodbus 776), which is then a fault that
/// passes.
const ANSWER_TIMEOUT: Duration = Duration::from_millis(200);
/// After a fault nothing is asked before the line was silent for this long: a late answer is nobody's.
const SILENCE: Duration = Duration::from_millis(50);
/// Longest wait for that silence: a babbling unit does not stop the line.
const SILENCE_MAX: Duration = Duration::from_secs(1);
/// Faults in a row after which a unit counts as silent.
const FAULTS_MAX: u32 = 3;
/// How often a silent unit is asked.
const SILENT_PAUSE: Duration = Duration::from_secs(2);
/// Silence between two frames at 19200 baud and above; below it is 3.5 characters (Modbus over serial line §2.5.1.1).
const FRAME_PAUSE: Duration = Duration::from_micros(1_750);

/// A Modbus line.
#[derive(Clone, Debug)]
pub struct ModbusLine {
    /// A name that stays with the socket.
    pub path: PathBuf,
    /// Bits per second.
    pub baud: u32,
    /// Inputs to watch, by unit.
    pub inputs: BTreeMap<u8, Vec<u16>>,
    /// Characters of each display, by unit.
    pub displays: BTreeMap<u8, u8>,
}

/// What happened on the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModbusEvent {
    /// The port's own state.
    Line {
        /// The state.
        state: LineState,
        /// Why.
        cause: String,
    },
    /// A unit answers, or does not any more.
    Unit {
        /// The unit.
        unit: u8,
        /// Nothing when it answers; else why not.
        fault: Option<String>,
    },
    /// A watched input is now on or off; the first reading after a port was opened is told too.
    Input {
        /// The unit.
        unit: u8,
        /// The input.
        input: u16,
        /// Whether it is on.
        is_on: bool,
    },
}

/// What is known of a unit.
#[derive(Default)]
struct Unit {
    faults: u32,
    answers: Option<bool>,
    ask_at: Option<Instant>,
    inputs: BTreeMap<u16, bool>,
    shown: Option<(Sign, Instant)>,
}

struct Master<'a> {
    line: &'a ModbusLine,
    port: SerialStream,
    events: &'a mpsc::Sender<ModbusEvent>,
    units: BTreeMap<u8, Unit>,
}

/// Owns the line until `shutdown`, then takes the numbers off its displays.
///
/// When `events` is full the line waits: latched inputs keep their presses.
pub async fn run_modbus(
    line: ModbusLine,
    mut signs: watch::Receiver<Signs>,
    events: mpsc::Sender<ModbusEvent>,
    shutdown: CancellationToken,
) {
    let path = line.path.display().to_string();
    let mut reported = None;
    let mut pause = REOPEN_PAUSE.0;
    while !shutdown.is_cancelled() {
        let mut tell = async |state, cause: String| {
            if reported.as_ref() != Some(&(state, cause.clone())) {
                reported = Some((state, cause.clone()));
                let _ = events.send(ModbusEvent::Line { state, cause }).await;
            }
        };
        match open_port(&path, line.baud, Format::Eight) {
            Ok(port) => {
                tell(LineState::Open, format!("{path} is open")).await;
                pause = REOPEN_PAUSE.0;
                let mut master = Master { line: &line, port, events: &events, units: BTreeMap::new() };
                match master.serve(&mut signs, &shutdown).await {
                    Some(cause) => tell(LineState::Failed, format!("{path} {cause}")).await,
                    None => return,
                }
            }
            Err((state, cause)) => tell(state, cause).await,
        }
        shutdown.run_until_cancelled(sleep(pause)).await;
        pause = (pause * 2).min(REOPEN_PAUSE.1);
    }
}

impl Master<'_> {
    /// Returns why the port cannot be used any more, or nothing at the end.
    async fn serve(
        &mut self,
        signs: &mut watch::Receiver<Signs>,
        shutdown: &CancellationToken,
    ) -> Option<String> {
        loop {
            let wanted = signs.borrow_and_update().clone();
            if let Err(cause) = self.round(&wanted).await {
                return Some(cause);
            }
            if shutdown.run_until_cancelled(sleep(POLL_PAUSE)).await.is_none() || signs.has_changed().is_err()
            {
                let away = self.line.displays.keys().map(|unit| (*unit, Sign::Away)).collect();
                let _ = self.show(&away).await;
                return None;
            }
        }
    }

    async fn round(&mut self, signs: &Signs) -> Result<(), String> {
        self.show(signs).await?;
        for (unit, inputs) in &self.line.inputs {
            let (Some(first), Some(last)) = (inputs.iter().min(), inputs.iter().max()) else { continue };
            let request = Request::ReadInputs { first: *first, count: last - first + 1 };
            let Some(answer) = self.ask(*unit, &request).await? else { continue };
            for input in inputs {
                let is_on = answer.get(usize::from(input - first)).copied().unwrap_or(false);
                let known = self.units.entry(*unit).or_default();
                if known.inputs.insert(*input, is_on) != Some(is_on) {
                    self.tell(ModbusEvent::Input { unit: *unit, input: *input, is_on }).await;
                }
            }
        }
        Ok(())
    }

    async fn show(&mut self, signs: &Signs) -> Result<(), String> {
        for (unit, digits) in &self.line.displays {
            let Some(sign) = signs.get(unit) else { continue };
            let known = self.units.entry(*unit).or_default();
            if known.shown.as_ref().is_some_and(|(shown, at)| shown == sign && at.elapsed() < RESEND) {
                continue;
            }
            let text = match sign {
                Sign::Text(text) => text.as_str(),
                Sign::Dark => "",
                Sign::Away => "--",
            };
            let request =
                Request::WriteRegisters { first: TEXT_REGISTER, values: text_registers(text, *digits) };
            if self.ask(*unit, &request).await?.is_some() {
                self.units.entry(*unit).or_default().shown = Some((sign.clone(), Instant::now()));
            }
        }
        Ok(())
    }

    /// Asks a unit; nothing when it did not answer, or is not asked now.
    async fn ask(&mut self, unit: u8, request: &Request) -> Result<Option<Vec<bool>>, String> {
        let known = self.units.entry(unit).or_default();
        if known.ask_at.is_some_and(|at| Instant::now() < at) {
            return Ok(None);
        }
        let answer = self.transact(unit, request).await?;
        let known = self.units.entry(unit).or_default();
        match answer {
            Ok(inputs) => {
                (known.faults, known.ask_at) = (0, None);
                if known.answers != Some(true) {
                    known.answers = Some(true);
                    self.tell(ModbusEvent::Unit { unit, fault: None }).await;
                }
                Ok(Some(inputs))
            }
            Err(fault) => {
                known.faults += 1;
                if known.faults >= FAULTS_MAX {
                    known.ask_at = Some(Instant::now() + SILENT_PAUSE);
                    known.shown = None;
                    if known.answers != Some(false) {
                        known.answers = Some(false);
                        self.tell(ModbusEvent::Unit { unit, fault: Some(fault) }).await;
                    }
                }
                Ok(None)
            }
        }
    }

    async fn transact(&mut self, unit: u8, request: &Request) -> Result<Result<Vec<bool>, String>, String> {
        let question = request.encode(unit);
        let characters = Duration::from_micros(3 * 11_000_000 / u64::from(self.line.baud) * 12 / 10);
        sleep(characters.max(FRAME_PAUSE)).await;
        match timeout(WRITE_TIMEOUT, self.port.write_all(&question)).await {
            Ok(Ok(())) => (),
            Ok(Err(error)) => return Err(format!("cannot be written: {error}")),
            Err(_) => return Err("takes no bytes".to_owned()),
        }
        let on_the_way = (question.len() + FRAME_MAX / 8) as u64 * 11_000_000 / u64::from(self.line.baud);
        let limit = ANSWER_TIMEOUT + Duration::from_micros(on_the_way);
        let mut bytes = Vec::new();
        let fault = match timeout(limit, self.read_answer(unit, request, &question, &mut bytes)).await {
            Ok(Ok(Ok(inputs))) => return Ok(Ok(inputs)),
            // A refusal is an answer: nothing comes after it.
            Ok(Ok(Err(fault @ Fault::Exception(_)))) => return Ok(Err(fault.to_string())),
            Ok(Ok(Err(fault))) => fault.to_string(),
            Ok(Err(cause)) => return Err(cause),
            Err(_) => "it does not answer".to_owned(),
        };
        self.wait_for_silence().await?;
        Ok(Err(fault))
    }

    async fn read_answer(
        &mut self,
        unit: u8,
        request: &Request,
        question: &[u8],
        bytes: &mut Vec<u8>,
    ) -> Result<Result<Vec<bool>, Fault>, String> {
        loop {
            self.read(bytes).await?;
            // Adapters that switch direction by themselves hear their own question.
            let heard = bytes.strip_prefix(question).unwrap_or(bytes);
            match request.answer(unit, heard) {
                Err(Fault::Short) => (),
                // Perhaps still its own question, half heard.
                Err(_) if question.starts_with(bytes) => (),
                done => return Ok(done),
            }
        }
    }

    async fn read(&mut self, bytes: &mut Vec<u8>) -> Result<(), String> {
        let mut buffer = [0; FRAME_MAX];
        match self.port.read(&mut buffer).await {
            Ok(0) => Err("was unplugged".to_owned()),
            Ok(count) => {
                bytes.extend_from_slice(&buffer[..count]);
                bytes.truncate(2 * FRAME_MAX);
                Ok(())
            }
            Err(error) => Err(format!("cannot be read: {error}")),
        }
    }

    async fn wait_for_silence(&mut self) -> Result<(), String> {
        let end = Instant::now() + SILENCE_MAX;
        while Instant::now() < end {
            let mut dropped = Vec::new();
            match timeout(SILENCE, self.read(&mut dropped)).await {
                Ok(Ok(())) => (),
                Ok(Err(cause)) => return Err(cause),
                Err(_) => return Ok(()),
            }
        }
        Ok(())
    }

    async fn tell(&self, event: ModbusEvent) {
        let _ = self.events.send(event).await;
    }
}
