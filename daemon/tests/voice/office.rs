//! An office that speaks: what boards are told, what they play, and the box's own sound card.

use std::io::Cursor;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use crate::common::{Bench, LIMIT, Live, config, until};
use noubad::voice::grammar::{Form, Grammar, required};
use noubad::voice::pack::Pack;
use noubad::voice::sound::{RATE_HZ, chime, length_ms, samples_of, turn_down};
use queue::config::Locale;
use queue::id::Number;

/// The board's view as it is now.
async fn board(bench: &Bench) -> Value {
    Live::open(bench.address, "board").await.next().await.expect("a view").data
}

async fn announced(bench: &Bench) -> Vec<String> {
    let view = board(bench).await;
    let list = view["announcements"].as_array().cloned().unwrap_or_default();
    list.iter().map(|a| a["number"].as_str().unwrap_or_default().to_owned()).collect()
}

async fn speaking(voice: &str) -> Bench {
    let more = format!("[voice]\n{voice}\n");
    Bench::with(&config("next_gap_seconds = 0", &more)).await.open().await
}

async fn call_one(bench: &Bench, counter: &str, locale: &str) {
    let key = uuid::Uuid::new_v4().to_string();
    let body = json!({"service": "birth", "locale": locale});
    bench.post("/api/v1/tickets", &key, &body).await;
    bench.act(counter, "open", json!({})).await;
    bench.act(counter, "next", json!({})).await;
}

#[tokio::test]
async fn a_call_is_announced_in_the_citizen_s_language_and_then_the_office_s() {
    let mut bench = speaking("").await;
    assert_eq!(board(&bench).await["announcements"], json!([]));
    call_one(&bench, "c1", "fr").await;
    until("A001 is announced", || async { announced(&bench).await == ["A001"] }).await;
    let first = board(&bench).await["announcements"][0].clone();
    assert_eq!(first["languages"], json!(["fr", "ar"]));
    let sound = bench.get(first["url"].as_str().unwrap()).await;
    assert_eq!(sound.status, 200);
    let reader = hound::WavReader::new(Cursor::new(sound.bytes)).expect("a WAV");
    assert_eq!((reader.spec().sample_rate, reader.spec().channels), (RATE_HZ, 1));
    assert_eq!(Some(length_ms(reader.len() as usize)), first["duration_ms"].as_u64());
    // The very clips: the chime, the French sentence, the Arabic one, as loud as configured.
    let heard: Vec<i16> = reader.into_samples().map(Result::unwrap).collect();
    let called = Number { letter: 'A', value: 1 };
    let mut expected = chime();
    for (pause_ms, locale) in [(150, Locale::Fr), (450, Locale::Ar)] {
        expected.resize(expected.len() + samples_of(pause_ms), 0);
        expected.extend(Pack::built_in(locale).unwrap().say(called, "1", Form::Full).unwrap());
    }
    turn_down(&mut expected, 80);
    assert!(heard == expected, "{} samples, {} expected", heard.len(), expected.len());
    assert_eq!(bench.get("/api/v1/announcements/999").await.status, 404);
    bench.stop().await;
}

#[tokio::test]
async fn two_quick_calls_are_announced_one_after_the_other() {
    let mut bench = speaking("languages_per_call = 1").await;
    call_one(&bench, "c1", "fr").await;
    call_one(&bench, "c2", "ar").await;
    until("both were announced", || async { announced(&bench).await == ["A001", "A002"] }).await;
    let list = board(&bench).await["announcements"].clone();
    let at = |i: usize| -> i64 {
        let at: queue::time::Timestamp = list[i]["at"].as_str().unwrap().parse().unwrap();
        at.0
    };
    let lasts = list[0]["duration_ms"].as_i64().unwrap();
    assert!(at(1) - at(0) >= lasts, "{} ms apart, {lasts} ms long", at(1) - at(0));
    assert_eq!(list[1]["languages"], json!(["ar"]));
    bench.stop().await;
}

#[tokio::test]
async fn an_amazigh_ticket_gets_chime_and_screen_where_only_its_language_is_spoken() {
    let mut bench = speaking("languages_per_call = 1").await;
    call_one(&bench, "c1", "zgh").await;
    until("A001 is announced", || async { announced(&bench).await == ["A001"] }).await;
    let first = board(&bench).await["announcements"][0].clone();
    assert_eq!(first["languages"], json!([]), "no voice speaks for it");
    assert!((1_000..2_000).contains(&first["duration_ms"].as_u64().unwrap()), "the chime alone");
    bench.stop().await;
}

#[tokio::test]
async fn an_undone_call_is_withdrawn_from_what_boards_play() {
    let mut bench = speaking("").await;
    call_one(&bench, "c1", "ar").await;
    until("A001 is announced", || async { announced(&bench).await == ["A001"] }).await;
    bench.act("c1", "undo", json!({})).await;
    until("nothing is left to play", || async { announced(&bench).await.is_empty() }).await;
    bench.stop().await;
}

#[tokio::test]
async fn in_quiet_hours_nothing_is_played_and_without_the_table_boards_chime_themselves() {
    let mut bench = speaking("quiet = [\"00:00-24:00\"]").await;
    call_one(&bench, "c1", "ar").await;
    let mut live = Live::open(bench.address, "board").await;
    let shown = live.until("the call is on the board", |e| e.data["calls"][0]["number"] == "A001").await;
    assert_eq!(shown.data["announcements"], json!([]));
    let later = live.within(Duration::from_millis(600)).await;
    assert!(later.is_none_or(|e| e.name == "ping" || e.data["announcements"] == json!([])));
    bench.stop().await;
    let mut bench = Bench::start().await.open().await;
    assert_eq!(board(&bench).await.get("announcements"), None);
    bench.stop().await;
}

/// The samples behind the 44 bytes of a plain WAV's head, whatever length the head claims.
fn samples(wav: &[u8]) -> Vec<i16> {
    let bytes = wav.get(44..).unwrap_or_default();
    bytes.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect()
}

/// What a call at 09:12 sounds like under such a `[voice]` table.
async fn heard_under(voice: &str) -> Vec<i16> {
    let mut bench = speaking(voice).await;
    call_one(&bench, "c1", "fr").await;
    until("A001 is announced", || async { announced(&bench).await == ["A001"] }).await;
    let url = board(&bench).await["announcements"][0]["url"].as_str().unwrap().to_owned();
    let heard = samples(&bench.get(&url).await.bytes);
    bench.stop().await;
    heard
}

#[tokio::test]
async fn a_call_is_as_loud_as_the_time_of_day_wants() {
    let hours = |morning: u8, evening: u8| {
        let volume = |hours: &str, percent: u8| format!("{{ hours = \"{hours}\", percent = {percent} }}");
        format!("volume = [{}, {}]", volume("08:00-12:00", morning), volume("12:00-20:00", evening))
    };
    let loud = heard_under(&hours(100, 50)).await;
    let soft = heard_under(&hours(50, 100)).await;
    let mut halved = loud.clone();
    turn_down(&mut halved, 50);
    assert!(loud != halved && !loud.is_empty());
    assert_eq!(soft, halved, "the morning's volume holds in the morning, not the evening's");
}

#[tokio::test]
async fn the_box_s_own_card_plays_what_boards_play() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("heard.wav");
    let card = format!("sound_card = \"file:FILE={},FORMAT=wav\"\nboards = false", file.display());
    let mut bench = speaking(&card).await;
    until("the card works", || async { bench.device("sound-card") == "ready" }).await;
    call_one(&bench, "c1", "fr").await;
    let seq = board(&bench).await["calls"][0]["seq"].clone();
    let url = format!("/api/v1/announcements/{seq}");
    until("it is announced", || async { bench.get(&url).await.status == 200 }).await;
    let wanted = samples(&bench.get(&url).await.bytes);
    assert!(wanted.len() > RATE_HZ as usize * 4, "chime and two languages are some seconds");
    // ALSA rounds the end up to a whole period with silence.
    until("it was played, sample by sample", || async {
        std::fs::read(&file).is_ok_and(|bytes| samples(&bytes).starts_with(&wanted))
    })
    .await;
    assert_eq!(board(&bench).await.get("announcements"), None, "boards do not speak here");
    // A technician hears the chime alone.
    let answer = bench.post("/api/v1/devices/sound-card/test", "t", &json!({})).await;
    assert_eq!(answer.json, json!({"outcome": "played", "confirmed": true}));
    let played = samples(&std::fs::read(&file).unwrap());
    assert!(played.starts_with(&chime()) && played.len() < wanted.len() / 2, "{}", played.len());
    bench.stop().await;
}

#[tokio::test]
async fn a_card_that_is_not_there_is_named_on_the_technician_s_page_and_holds_nothing_up() {
    let mut bench = speaking("sound_card = \"plughw:CARD=NoSuchCard\"").await;
    until("the card is lost", || async { bench.device("sound-card") == "lost" }).await;
    let devices = bench.get("/api/v1/devices").await.json["devices"].clone();
    let card = devices.as_array().unwrap().iter().find(|d| d["id"] == "sound-card").cloned().unwrap();
    assert_eq!(
        (card["cause"].as_str(), card["remedy"].as_str()),
        (Some("sound_card_refuses"), Some("sound_card"))
    );
    let answer = bench.post("/api/v1/devices/sound-card/test", "t", &json!({})).await;
    assert_eq!(
        answer.json,
        json!({"outcome": "not_played", "confirmed": false, "cause": "sound_card_refuses"})
    );
    call_one(&bench, "c1", "ar").await;
    until("boards are told all the same", || async { announced(&bench).await == ["A001"] }).await;
    assert!(bench.stop().await < LIMIT);
}

/// A folder with a recorded Amazigh voice (each clip a stand-in sound) and a French one that cannot be used.
fn recorded() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../config/voices/en/n-7.flac");
    let (zgh, fr) = (dir.path().join("zgh"), dir.path().join("fr"));
    std::fs::create_dir_all(&zgh).unwrap();
    std::fs::create_dir_all(&fr).unwrap();
    let head = |locale: &str, grammar: &str| {
        format!(
            "format = 1\nlocale = \"{locale}\"\ngrammar = \"{grammar}\"\nvoice = \"a clerk\"\n\
             origin = \"recorded\"\nlicence = \"of the town\"\nsample_rate_hz = 22050\ngap_ms = 30\n\
             pause_ms = 150\n"
        )
    };
    let mut manifest = head("zgh", "whole");
    for name in required(Grammar::Whole) {
        std::fs::copy(&shipped, zgh.join(format!("{name}.flac"))).unwrap();
        manifest += &format!("clip.{name} = {{ text = \"…\" }}\n");
    }
    std::fs::write(zgh.join("manifest.toml"), manifest).unwrap();
    std::fs::write(fr.join("manifest.toml"), head("fr", "fr") + "[clip]\n").unwrap();
    dir
}

#[tokio::test]
async fn a_voice_the_town_recorded_speaks_and_one_with_mistakes_leaves_the_word_to_the_built_in_one() {
    let dir = recorded();
    let mut bench = speaking(&format!("packs_dir = \"{}\"", dir.path().display())).await;
    until("the voices are read", || async { bench.device("voice") == "degraded" }).await;
    let devices = bench.get("/api/v1/devices").await.json["devices"].clone();
    let voice = devices.as_array().unwrap().iter().find(|d| d["id"] == "voice").cloned().unwrap();
    assert!(
        voice["said"].as_str().unwrap().contains("fr/manifest.toml: The clip and-1 is missing."),
        "{voice}"
    );
    assert_eq!(
        (voice["details"]["zgh"].as_str(), voice["remedy"].as_str()),
        (Some("a clerk"), Some("voice_pack"))
    );
    call_one(&bench, "c1", "zgh").await;
    until("A001 is announced", || async { announced(&bench).await == ["A001"] }).await;
    call_one(&bench, "c2", "fr").await;
    until("A002 is announced", || async { announced(&bench).await == ["A001", "A002"] }).await;
    let list = board(&bench).await["announcements"].clone();
    assert_eq!(list[0]["languages"], json!(["zgh", "ar"]));
    assert_eq!(list[1]["languages"], json!(["fr", "ar"]));
    bench.stop().await;
}
