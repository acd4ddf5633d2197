//! What a person may do in the middle of the demo, typed on the terminal: press a pad, end the paper, pull a cable.

use std::sync::Arc;

use firmware_bridge::wire::message::EventKind;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::stage::Stage;

/// What can be typed.
pub(super) const HELP: &str = "type: press 3 · long 3 · double 3 · paper out|ok · cover open|closed · \
                               unplug printer|line · plug printer|line · help";

/// Lines typed and not yet carried out; a person who types faster waits.
const TYPED_MAX: usize = 8;

/// Carries out what is typed until the play is over.
pub(super) async fn run(stage: Arc<Stage>, quit: CancellationToken) {
    let mut lines = typed();
    loop {
        let line = tokio::select! {
            line = lines.recv() => line,
            () = quit.cancelled() => return,
        };
        let Some(line) = line else { return };
        let answer = match act(&stage, &line).await {
            Ok(()) => continue,
            Err(answer) => answer,
        };
        super::screen::out(&format!("{answer}\n"));
    }
}

/// Reads the terminal on a thread that nobody waits for: Tokio's own reader would keep the program from ending until
/// one more line is typed.
fn typed() -> mpsc::Receiver<String> {
    let (typed, lines) = mpsc::channel(TYPED_MAX);
    std::thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(Result::ok) {
            if typed.blocking_send(line).is_err() {
                return;
            }
        }
    });
    lines
}

async fn act(stage: &Stage, line: &str) -> Result<(), String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        [] => Ok(()),
        ["press", label] => press(stage, label, EventKind::Press).await,
        ["long", label] => press(stage, label, EventKind::Long).await,
        ["double", label] => press(stage, label, EventKind::Double).await,
        ["paper", "out"] => printers(stage, |p| p.set(|f| f.rows_left = Some(0))),
        ["paper", "ok"] => printers(stage, |p| p.set(|f| f.rows_left = None)),
        ["cover", "open"] => printers(stage, |p| p.set(|f| f.cover_open = true)),
        ["cover", "closed"] => printers(stage, |p| p.set(|f| f.cover_open = false)),
        ["unplug", "printer"] => printers(stage, |p| p.unplug()),
        ["plug", "printer"] => printers(stage, |p| p.plug()),
        ["unplug", "line"] => {
            for line in stage.lines() {
                line.unplug().await;
            }
            Ok(())
        }
        ["plug", "line"] => {
            for line in stage.lines() {
                line.replug().await.map_err(|e| e.to_string())?;
            }
            Ok(())
        }
        _ => Err(HELP.to_owned()),
    }
}

async fn press(stage: &Stage, label: &str, kind: EventKind) -> Result<(), String> {
    let pad = stage.pad_of(label).ok_or_else(|| format!("no pad at counter {label}"))?;
    pad.line.press(pad.address, 0, kind).await;
    Ok(())
}

fn printers(
    stage: &Stage,
    change: impl Fn(&firmware_bridge::sim::printer::SimPrinter),
) -> Result<(), String> {
    stage.printers().iter().for_each(change);
    Ok(())
}
