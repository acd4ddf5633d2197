// Speaks a call with the phone's own voice, where it has one for the language: never a wrong one. Amazigh has none.
import type { Locale } from '../shared/types';

/** Whether the phone has a voice of the language; the browser fills its list some time after the page has loaded. */
export function canSpeak(locale: Locale): boolean {
  return voice(locale) !== undefined;
}

export function speak(locale: Locale, text: string): void {
  const own = voice(locale);
  if (own === undefined) return;
  const said = new SpeechSynthesisUtterance(text.replace(/[\u2066-\u2069]/g, ''));
  said.voice = own;
  said.lang = own.lang;
  said.rate = 0.9;
  window.speechSynthesis.cancel();
  window.speechSynthesis.speak(said);
}

function voice(locale: Locale): SpeechSynthesisVoice | undefined {
  if (locale === 'zgh' || !('speechSynthesis' in window)) return undefined;
  const voices = window.speechSynthesis.getVoices().filter((v) => v.lang.toLowerCase().slice(0, 2) === locale);
  return voices.find((v) => v.localService) ?? voices[0];
}
