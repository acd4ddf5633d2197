// The real daemon, with an office that is open now and no devices, on a free port.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const NOUBAD = process.env.NOUBAD ?? new URL('../../../target/debug/noubad', import.meta.url).pathname;
const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const CONFIG = `
[office]
id = "test-office"
names = { ar = "مكتب الحالة المدنية", fr = "Bureau d'état civil", en = "Civil status office" }
zone = "Etc/UTC"
locales = ["ar", "fr", "zgh", "en"]
[http]
open = true
[policy]
next_gap_seconds = 0
recall_gap_seconds = 0
[calendar.hours]
${days.map((d) => `${d} = ["00:00-24:00"]`).join('\n')}
[[service]]
id = "birth"
letter = "A"
names = { ar = "نسخة من رسم الولادة", fr = "Extrait de naissance", en = "Birth extract" }
papers = [{ ar = "البطاقة الوطنية", fr = "Carte nationale", en = "Identity card" }]
[[service]]
id = "copies"
letter = "B"
names = { ar = "نسخ مطابقة", fr = "Copies conformes", en = "Certified copies" }
[[counter]]
id = "c1"
label = "1"
services = ["birth", "copies"]
[[counter]]
id = "c2"
label = "2"
services = ["birth"]
`;

export class Daemon {
  url = '';
  /** `more`: tables of the configuration besides, such as cameras. */
  constructor(private readonly more = '') {}
  private child: ChildProcess | undefined;
  private readonly dir = mkdtempSync(join(tmpdir(), 'nouba-pages-'));

  async start(): Promise<void> {
    const config = join(this.dir, 'office.toml');
    writeFileSync(config, CONFIG + this.more);
    const listen = this.url === '' ? '127.0.0.1:0' : new URL(this.url).host;
    const child = spawn(NOUBAD, ['serve', '--config', config, '--listen', listen, '--data', join(this.dir, 'data')], { stdio: ['ignore', 'pipe', 'ignore'] });
    this.child = child;
    const first = await new Promise<string>((said, failed) => {
      createInterface({ input: child.stdout! }).once('line', said);
      child.once('error', failed);
      child.once('exit', (code) => failed(new Error(`noubad ended with ${code}: is ${NOUBAD} built?`)));
    });
    this.url = first.trim().replace(/\/$/, '');
    for (let i = 0; ; i += 1) {
      const open = (await this.get('/services')).services.some((s: { open: boolean }) => s.open);
      if (open) return;
      if (i > 200) throw new Error('the office day did not open');
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  /** Ends it as the power does. */
  async kill(): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (child === undefined) return;
    child.removeAllListeners('exit');
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await ended;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.dir, { recursive: true, force: true });
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  async get(path: string): Promise<any> {
    return (await fetch(`${this.url}/api/v1${path}`)).json();
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  async post(path: string, body: unknown = {}): Promise<any> {
    const answer = await fetch(`${this.url}/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  }
}
