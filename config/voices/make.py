#!/usr/bin/env python3
"""Makes the clips of the voices that ship with Nouba from the texts in their manifests.

    config/voices/make.py            all packs
    config/voices/make.py ar fr      these
    config/voices/make.py --phonemes ar   says nothing: lists text, what the synthesiser makes of it, and what it is given

Needs Debian's espeak-ng and sox, and Python 3.11. The same versions give the same bytes. Every clip is cut to its sound,
gets the same loudness and a short fade at both ends, so that clips can be put one behind the other.
"""

import array
import math
import subprocess
import sys
import tempfile
import tomllib
import wave
from pathlib import Path

HERE = Path(__file__).parent
RATE = 22050
# Quieter than this is silence: espeak-ng's own silence is exact, its fading vowels are not.
SILENCE = 10 ** (-46 / 20) * 32768
WINDOW = RATE // 200
MARGIN = RATE // 100
FADE = RATE // 200
# The loudness of all packs, with room for the loudest consonant.
RMS = 10 ** (-20 / 20) * 32768
PEAK = 10 ** (-1.5 / 20) * 32768


def spoken(clip):
    return clip.get("say", clip["text"])


def synthesise(clip, synthesis, path):
    voice = clip.get("voice", synthesis["voice"])
    speed = str(synthesis["words_per_minute"])
    subprocess.run(["espeak-ng", "-v", voice, "-s", speed, "-w", path, spoken(clip)], check=True)
    with wave.open(path) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, RATE)
        return array.array("h", sound.readframes(sound.getnframes()))


def windows(samples):
    return [samples[i : i + WINDOW] for i in range(0, len(samples), WINDOW)]


def rms(samples):
    return math.sqrt(sum(s * s for s in samples) / len(samples)) if samples else 0.0


def cut(samples):
    loud = [i for i, w in enumerate(windows(samples)) if rms(w) > SILENCE]
    if not loud:
        raise SystemExit("a clip has no sound")
    return samples[max(0, loud[0] * WINDOW - MARGIN) : (loud[-1] + 1) * WINDOW + MARGIN]


def level(samples):
    sounding = [s for w in windows(samples) if rms(w) > SILENCE for s in w]
    gain = min(RMS / rms(sounding), PEAK / max(abs(s) for s in samples))
    return array.array("h", (round(s * gain) for s in samples))


def fade(samples):
    for i in range(min(FADE, len(samples) // 2)):
        samples[i] = samples[i] * i // FADE
        samples[-1 - i] = samples[-1 - i] * i // FADE
    return samples


def make(pack):
    manifest = tomllib.loads((pack / "manifest.toml").read_text())
    for old in pack.glob("*.flac"):
        old.unlink()
    total = 0.0
    with tempfile.TemporaryDirectory() as work:
        for name, clip in manifest["clip"].items():
            samples = fade(level(cut(synthesise(clip, manifest["synthesis"], f"{work}/raw.wav"))))
            with wave.open(f"{work}/clip.wav", "wb") as sound:
                sound.setnchannels(1)
                sound.setsampwidth(2)
                sound.setframerate(RATE)
                sound.writeframes(samples.tobytes())
            subprocess.run(["sox", f"{work}/clip.wav", "-C", "8", pack / f"{name}.flac"], check=True)
            total += len(samples) / RATE
    size = sum(f.stat().st_size for f in pack.glob("*.flac"))
    print(f"{pack.name}: {len(manifest['clip'])} clips, {total:.1f} s, {size // 1024} KiB")


def phonemes(pack):
    manifest = tomllib.loads((pack / "manifest.toml").read_text())
    for name, clip in manifest["clip"].items():
        voice = clip.get("voice", manifest["synthesis"]["voice"])
        ask = lambda text: subprocess.run(
            ["espeak-ng", "-q", "--ipa", "-v", voice, text], check=True, capture_output=True, text=True
        ).stdout.strip()
        print(name, clip["text"], f"/{ask(clip['text'])}/", f"given /{ask(spoken(clip))}/" if "say" in clip else "", sep="\t")


def main(arguments):
    names = [a for a in arguments if not a.startswith("-")] or ["ar", "fr", "en"]
    for name in names:
        (phonemes if "--phonemes" in arguments else make)(HERE / name)


if __name__ == "__main__":
    main(sys.argv[1:])
