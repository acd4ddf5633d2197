//! A contact on a GPIO line, over the kernel's character device: it debounces, and tells each edge.

use std::path::Path;
use std::time::Duration;

use gpiocdev::Request;
use gpiocdev::line::{Bias as GpioBias, EdgeDetection, EdgeKind, Value};
use gpiocdev::tokio::AsyncRequest;
use tokio::time::{sleep, sleep_until};

use super::Hearing;
use super::contacts::Contacts;
use crate::button::contact::Gestures;
use crate::config::Button;
use crate::config::button::Bias;
use crate::registry::{Cause, Remedy, Report};

/// Contacts bounce for 5 to 20 ms; 20 to 30 ms are usual (devices.md §7).
const DEBOUNCE: Duration = Duration::from_millis(25);
/// How often a chip that is not there is looked for.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Hears a line until told to stop.
pub async fn run(button: Button, hearing: Hearing) {
    let mut contacts = Contacts::new(hearing.clone());
    contacts.watch((), &button, "", Gestures::of(&button.map));
    let stop = hearing.stop().clone();
    while !stop.is_cancelled() {
        let heard = stop.run_until_cancelled(listen(&button, &mut contacts, &hearing)).await;
        let Some(cause) = heard else { return };
        contacts.forget();
        let report = Report::trouble("missing", Cause::ButtonGpio, Remedy::ButtonGpio);
        hearing.report(&button.id, report.saying(cause));
        stop.run_until_cancelled(sleep(LOOK_EVERY)).await;
    }
}

/// Returns why the line cannot be heard any more.
async fn listen(button: &Button, contacts: &mut Contacts<()>, hearing: &Hearing) -> String {
    let (Some(chip), Some(line)) = (&button.source.gpio, button.source.line) else {
        return "no line is configured".to_owned();
    };
    let why = |error: gpiocdev::Error| format!("line {line} of {}: {error}", chip.display());
    let request = match request(chip, line, button) {
        Ok(request) => request,
        Err(error) => return why(error),
    };
    match request.value(line) {
        Ok(value) => contacts.first((), value == Value::Active),
        Err(error) => return why(error),
    }
    let request = AsyncRequest::new(request);
    hearing.report(&button.id, Report::ready());
    loop {
        tokio::select! {
            edge = request.read_edge_event() => match edge {
                Ok(edge) => contacts.change((), edge.kind == EdgeKind::Rising),
                Err(error) => return why(error),
            },
            () = sleep_until(contacts.deadline()) => contacts.time(),
        }
    }
}

fn request(chip: &Path, line: u32, button: &Button) -> gpiocdev::Result<Request> {
    let mut builder = Request::builder();
    builder.on_chip(chip).with_consumer("noubad").with_line(line).as_input();
    builder.with_edge_detection(EdgeDetection::BothEdges).with_debounce_period(DEBOUNCE);
    if button.source.active_low == Some(true) {
        builder.as_active_low();
    }
    builder.with_bias(button.source.bias.map(|bias| match bias {
        Bias::PullUp => GpioBias::PullUp,
        Bias::PullDown => GpioBias::PullDown,
        Bias::Disabled => GpioBias::Disabled,
    }));
    builder.request()
}
