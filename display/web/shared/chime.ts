// The two-tone chime before a call, made by the browser itself so that no sound file is needed.
// A browser that forbids sound before a touch stays silent and says so through `blocked`.

const NOTES: [number, number][] = [[659.25, 0], [523.25, 0.38]];
const LENGTH_S = 1.3;

export class Chime {
  blocked = false;
  private context: AudioContext | undefined;

  /** Plays the chime once; true when it could be heard. */
  play(volume = 0.5): boolean {
    const context = this.open();
    if (context === undefined || context.state !== 'running') {
      this.blocked = true;
      void context?.resume().then(() => { this.blocked = false; }, () => undefined);
      return false;
    }
    this.blocked = false;
    for (const [hertz, at] of NOTES) this.tone(context, hertz, context.currentTime + at, volume);
    return true;
  }

  /** Whether the browser will let nothing be heard before a touch: to be told before the first call, not at it. */
  get asleep(): boolean {
    return this.open()?.state === 'suspended';
  }

  /** To be called from a touch or key: wakes a browser that waits for one. */
  unlock(): void {
    void this.open()?.resume().then(() => { this.blocked = false; }, () => undefined);
  }

  private open(): AudioContext | undefined {
    const Context = window.AudioContext ?? (window as unknown as { webkitAudioContext?: typeof AudioContext }).webkitAudioContext;
    if (this.context === undefined && Context !== undefined) this.context = new Context();
    return this.context;
  }

  private tone(context: AudioContext, hertz: number, at: number, volume: number): void {
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.type = 'sine';
    tone.frequency.value = hertz;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(volume, at + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, at + LENGTH_S - 0.4);
    tone.connect(gain).connect(context.destination);
    tone.start(at);
    tone.stop(at + LENGTH_S);
  }
}
