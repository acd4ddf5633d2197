// Plays the announcements the daemon has made, in its order, one after the other: no two at once, each once.
// One that was taken back stops, one that came too late is left out, and a sound that never ends holds nobody up.
// A browser that forbids sound before a touch says so through `blocked`; what is still worth hearing is played after it.
import type { Announcement } from './types';

/** How much later than the daemon began an announcement may be begun here: later, somebody else is being called. */
export const LATE_MS = 20_000;
/** How much longer than its sound an announcement may take. */
export const OVERRUN_MS = 3_000;

/** What makes the sound: an audio element, or a stand-in in tests. */
export interface Player {
  /** Resolves when sound comes out; rejects with a `NotAllowedError` when the browser wants a touch first. */
  play(url: string): Promise<unknown>;
  stop(): void;
  /** Called when the sound has ended, or cannot go on. */
  onend: (well: boolean) => void;
}

export class Voice {
  blocked = false;
  private started = false;
  private seen = new Set<string>();
  private queue: Announcement[] = [];
  private playing: { id: string; until: number } | undefined;

  /** `fail` is called for an announcement that could not be played: the chime is better than nothing. */
  constructor(private readonly player: Player, private readonly fail: () => void) {
    player.onend = (well) => this.ended(well);
  }

  /** Takes the daemon's list, oldest first. What stands in the first one has been played before this page came. */
  receive(list: Announcement[], now: number): void {
    const alive = new Set(list.map((a) => a.id));
    if (this.playing !== undefined && !alive.has(this.playing.id)) this.halt();
    this.queue = this.queue.filter((a) => alive.has(a.id));
    const fresh = list.filter((a) => !this.seen.has(a.id));
    // Only what the daemon still names can come again.
    this.seen = alive;
    if (this.started) this.queue.push(...fresh);
    this.started = true;
    this.step(now);
  }

  /** To be called now and then: begins what is due and gives up on a sound that does not end. */
  step(now: number): void {
    if (this.playing !== undefined && now > this.playing.until) this.halt();
    this.queue = this.queue.filter((a) => now - Date.parse(a.at) <= LATE_MS);
    if (this.playing !== undefined || this.blocked) return;
    const next = this.queue.shift();
    if (next === undefined) return;
    const { id } = next;
    this.playing = { id, until: now + next.duration_ms + OVERRUN_MS };
    this.player.play(next.url).catch((error: unknown) => {
      if (this.playing?.id !== id) return;
      this.playing = undefined;
      if (error instanceof Error && error.name === 'NotAllowedError') {
        this.blocked = true;
        this.queue.unshift(next);
      } else {
        this.fail();
      }
    });
  }

  /** To be called from a touch or key, in the touch's own turn: browsers allow sound from then on. */
  unlock(now: number): void {
    this.blocked = false;
    this.step(now);
  }

  private halt(): void {
    this.playing = undefined;
    this.player.stop();
  }

  private ended(well: boolean): void {
    if (this.playing === undefined) return;
    this.playing = undefined;
    if (!well) this.fail();
  }
}

/** One audio element for everything: browsers that unlock elements one by one need only one touch. */
export class AudioPlayer implements Player {
  onend: (well: boolean) => void = () => undefined;
  private readonly audio = document.createElement('audio');

  constructor() {
    this.audio.hidden = true;
    this.audio.preload = 'auto';
    this.audio.onended = () => this.onend(true);
    // Without a source there is nothing that could have gone wrong.
    this.audio.onerror = () => { if (this.audio.hasAttribute('src')) this.onend(false); };
    document.body.appendChild(this.audio);
  }

  play(url: string): Promise<unknown> {
    this.audio.src = url;
    // Browsers of 2016 and before return nothing.
    return Promise.resolve(this.audio.play());
  }

  stop(): void {
    this.audio.pause();
    this.audio.removeAttribute('src');
    this.audio.load();
  }
}
