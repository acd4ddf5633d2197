//! Sound as samples: the chime, silence, volume, and the WAV that boards and the box's own card play.

use std::f64::consts::TAU;
use std::io::Cursor;

/// Samples a second of every pack and of everything that is played.
pub const RATE_HZ: u32 = 22_050;

/// The two tones of the chime, in hertz, and when each begins, in milliseconds: the ones the board's page makes itself.
const TONES: [(f64, u32); 2] = [(659.25, 0), (523.25, 380)];
/// How long a tone takes to fade away, in milliseconds.
const TONE_MS: u32 = 900;
/// How long a tone takes to come up, in milliseconds: no click.
const ATTACK_MS: u32 = 20;
/// How loud a tone begins, of full scale: with both sounding it stays below it.
const TONE_LEVEL: f64 = 0.35;

/// Returns how many samples a span has.
#[must_use]
pub fn samples_of(ms: u32) -> usize {
    (u64::from(ms) * u64::from(RATE_HZ) / 1_000) as usize
}

/// Returns how long so many samples last, in milliseconds.
#[must_use]
pub fn length_ms(samples: usize) -> u64 {
    samples as u64 * 1_000 / u64::from(RATE_HZ)
}

/// Returns the chime.
#[must_use]
pub fn chime() -> Vec<i16> {
    let last = TONES.iter().map(|(_, at)| at + TONE_MS).max().unwrap_or(0);
    let mut sum = vec![0.0_f64; samples_of(last)];
    for (hertz, at) in TONES {
        let attack = samples_of(ATTACK_MS) as f64;
        let whole = samples_of(TONE_MS) as f64;
        for (i, out) in sum[samples_of(at)..].iter_mut().take(samples_of(TONE_MS)).enumerate() {
            let i = i as f64;
            // Down to a thousandth at the end, and to nothing over its last hundredth.
            let decay = (-6.9 * i / whole).exp() * ((whole - i) / (whole * 0.01)).min(1.0);
            let level = TONE_LEVEL * (i / attack).min(1.0) * decay;
            *out += level * (TAU * hertz * i / f64::from(RATE_HZ)).sin();
        }
    }
    sum.into_iter().map(sample).collect()
}

fn sample(value: f64) -> i16 {
    (value * f64::from(i16::MAX)).round().clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i16
}

/// Makes sound quieter. Per cent of hearing, not of voltage: 50 is about half as loud (-12 dB), 100 as recorded.
pub fn turn_down(samples: &mut [i16], percent: u8) {
    let share = f64::from(percent.min(100)) / 100.0;
    let gain = share * share;
    for s in samples {
        *s = (f64::from(*s) * gain).round() as i16;
    }
}

/// Returns a WAV file of 16-bit mono samples.
///
/// # Errors
/// When the sound is longer than a WAV file can be (27 hours).
pub fn wav(samples: &[i16]) -> Result<Vec<u8>, hound::Error> {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: RATE_HZ,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut bytes = Vec::with_capacity(samples.len() * 2 + 44);
    let mut writer = hound::WavWriter::new(Cursor::new(&mut bytes), spec)?;
    for s in samples {
        writer.write_sample(*s)?;
    }
    writer.finalize()?;
    Ok(bytes)
}

/// Returns the root mean square of samples, 0 to 32768.
#[must_use]
pub fn rms(samples: &[i16]) -> f64 {
    if samples.is_empty() {
        return 0.0;
    }
    let sum: f64 = samples.iter().map(|s| f64::from(*s) * f64::from(*s)).sum();
    (sum / samples.len() as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The strength of one frequency in samples (Goertzel), for comparison with others.
    fn strength(samples: &[i16], hertz: f64) -> f64 {
        let turn = 2.0 * (TAU * hertz / f64::from(RATE_HZ)).cos();
        let (mut a, mut b) = (0.0, 0.0);
        for s in samples {
            (a, b) = (f64::from(*s) + turn * a - b, a);
        }
        (a * a + b * b - turn * a * b).sqrt()
    }

    #[test]
    fn the_chime_is_its_two_tones_one_after_the_other_and_neither_clips_nor_clicks() {
        let chime = chime();
        assert_eq!(length_ms(chime.len()), 1_280);
        let peak = chime.iter().map(|s| s.unsigned_abs()).max().unwrap_or(0);
        assert!((9_000..23_000).contains(&peak), "{peak}");
        assert!(chime[0].abs() < 50 && chime[chime.len() - 1].abs() < 50, "it begins and ends in silence");
        let (first, second) = (&chime[..samples_of(370)], &chime[samples_of(900)..]);
        assert!(strength(first, 659.25) > 10.0 * strength(first, 523.25));
        assert!(strength(second, 523.25) > 10.0 * strength(second, 659.25));
    }

    #[test]
    fn half_the_volume_is_twelve_decibels_less_and_none_is_silence() {
        let mut half = vec![20_000, -20_000];
        turn_down(&mut half, 50);
        assert_eq!(half, [5_000, -5_000]);
        let mut none = vec![20_000];
        turn_down(&mut none, 0);
        assert_eq!(none, [0]);
        let mut all = vec![i16::MIN, i16::MAX];
        turn_down(&mut all, 100);
        assert_eq!(all, [i16::MIN, i16::MAX]);
    }

    #[test]
    fn a_wav_is_read_back_as_it_was_written() {
        let bytes = wav(&[1, -2, 3]).unwrap();
        let reader = hound::WavReader::new(Cursor::new(bytes)).unwrap();
        assert_eq!((reader.spec().sample_rate, reader.spec().channels), (RATE_HZ, 1));
        assert_eq!(reader.into_samples::<i16>().map(Result::unwrap).collect::<Vec<_>>(), [1, -2, 3]);
    }
}
