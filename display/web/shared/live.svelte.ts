// The live view as Svelte state: `view`, `link` and `now` change, and the page follows.
import { connectLive, LiveState, type Link, type LiveHandle } from './live';

export class Live<V extends { seq: number; server_time: string }> {
  view = $state.raw<V | undefined>(undefined);
  link = $state<Link>('connecting');
  /** The server's time now, in ms; moves once a second and with every message. */
  now = $state(Date.now());
  private readonly state = new LiveState<V>();
  private readonly handle: LiveHandle;

  constructor(name: string, event: string) {
    this.handle = connectLive(name, event, this.state, () => this.refresh());
  }

  close(): void {
    this.handle.close();
  }

  private refresh(): void {
    const local = Date.now();
    this.view = this.state.view;
    this.link = this.state.link(local);
    this.now = this.state.clock.now(local);
  }
}
