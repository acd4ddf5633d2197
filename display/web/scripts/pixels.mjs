// How long from the journal's event to pixels, with the processor slowed four times: the real daemon, a board and a
// clerk's page in Chromium. Prints p50 and p99 beside a bare floor, a page that only draws a number it is sent, taken in
// turn with them. `npm run pixels` (EVENTS=300); the daemon: target/release/noubad or $NOUBAD. Measure on a quiet machine.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';

const EVENTS = Number(process.env.EVENTS ?? 300);
const SLOW = 4;
const noubad = process.env.NOUBAD ?? new URL('../../../target/release/noubad', import.meta.url).pathname;
const dir = mkdtempSync(`${tmpdir()}/nouba-pixels-`);
const config = readFileSync(new URL('../../../config/offices/sale-etat-civil.toml', import.meta.url), 'utf8')
  .replace(/\[calendar\.hours\][\s\S]*?(?=\n# A period|\n\[\[)/, `[calendar.hours]\n${['mon', 'tues', 'wednes', 'thurs', 'fri', 'satur', 'sun'].map((d) => `${d}day = ["00:00-24:00"]`).join('\n')}\n`)
  .replace(/\[\[calendar\.(?:period|holiday)\]\][\s\S]*?(?=\n# ──)/, '')
  .replace(/# ── Printers[\s\S]*/, '').replace(/last_ticket_minutes = \d+/g, 'last_ticket_minutes = 0').replace(/daily_cap = \d+/g, '').replace('# open = false', 'open = true').replace('next_gap_seconds = 2', 'next_gap_seconds = 0');
writeFileSync(`${dir}/office.toml`, config);
const daemon = spawn(noubad, ['serve', '--config', `${dir}/office.toml`, '--listen', '127.0.0.1:0', '--data', `${dir}/data`], { stdio: ['ignore', 'pipe', 'inherit'] });
const url = (await new Promise((said) => createInterface({ input: daemon.stdout }).once('line', said))).replace(/\/$/, '');
const post = async (path, body = {}) => {
  const answer = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};

// The floor: a server-sent event with a number, a page that writes it into one element.
const listeners = new Set();
const bare = createServer((req, res) => {
  if (req.url !== '/live') return void res.writeHead(200, { 'content-type': 'text/html' }).end('<p id=n style="font-size:300px">0</p><script>new EventSource("/live").onmessage=e=>{n.textContent=e.data}</script>');
  res.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
  listeners.add(res);
}).listen(0, '127.0.0.1');

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
/** A page on a slow processor that notes when its watched words were last painted. */
async function open(address, ready, watched) {
  const page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOW });
  await page.goto(address);
  await page.locator(ready).first().waitFor();
  await page.evaluate((selector) => {
    let before = '';
    const words = () => [...document.querySelectorAll(selector)].map((e) => e.textContent).join(' ');
    window.painted = new Map();
    before = words();
    new MutationObserver(() => {
      const now = words();
      if (now === before) return;
      before = now;
      // After the frame that holds the change has been handed over.
      requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => window.painted.set(now, Date.now()); channel.port2.postMessage(0); });
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  }, watched);
  return page;
}
const paintedAt = async (page, since) => {
  for (let i = 0; i < 400; i += 1) {
    const at = await page.evaluate(() => Math.max(0, ...window.painted.values()));
    if (at >= since) return at;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error('nothing was painted within four seconds');
};

for (let i = 0; i < 40; i += 1) try { await post('/counters/counter-1/open'); break; } catch { await new Promise((done) => setTimeout(done, 250)); }
const board = await open(`${url}/board?sound=off`, '.board h1 .one', 'aside tbody td');
const clerk = await open(`${url}/counter/counter-1?lang=fr`, 'button.main', '.hand .waiting, .next .count');
const floor = await open(`http://127.0.0.1:${bare.address().port}/`, '#n', '#n');
const took = { board: [], clerk: [], floor: [] };
for (let i = 0; i < EVENTS; i += 1) {
  const ticket = await post('/tickets', { service: 'birth-extract' });
  const at = Date.parse(ticket.issued_at);
  for (const [name, page] of [['board', board], ['clerk', clerk]]) took[name].push((await paintedAt(page, at)) - at);
  const sent = Date.now();
  for (const res of listeners) res.write(`data: ${i + 1}\n\n`);
  took.floor.push((await paintedAt(floor, sent)) - sent);
  await new Promise((done) => setTimeout(done, 40));
}
for (const [name, times] of Object.entries(took)) {
  times.sort((a, b) => a - b);
  const p = (q) => times[Math.min(times.length - 1, Math.ceil(q * times.length) - 1)];
  console.log(`${name.padEnd(6)} event → pixels, processor ÷ ${SLOW}: p50 ${p(0.5)} ms, p99 ${p(0.99)} ms, worst ${times.at(-1)} ms of ${times.length}`);
}
await browser.close();
daemon.kill();
bare.closeAllConnections();
bare.close();
rmSync(dir, { recursive: true, force: true });
