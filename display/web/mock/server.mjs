// Serves display/dist and the HTTP contract with a made-up office, so that every state can be looked at.
// `npm run mock` → http://127.0.0.1:8099. Scenes: POST /mock/scene {"printer":"out_of_order","print":"stalled",…}.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tried } from './devices.mjs';
import { Office, refuse } from './office.mjs';
import { OUTCOMES } from './receipts.mjs';

const DIST = new URL('../../dist/', import.meta.url);
const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', woff2: 'font/woff2', txt: 'text/plain; charset=utf-8' };
const PAGES = [[/^\/$/, 'index.html'], [/^\/(kiosk|board|dashboard|devices|counter|sign-in|receipts|access)$/, '$1.html'], [/^\/counter\/[^/]+$/, 'counter.html'], [/^\/tablet\/[^/]+$/, 'tablet.html'], [/^\/t\/[^/]+$/, 't.html']];
const CSP = "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

export function startMock(port = 0) {
  const office = new Office();
  const streams = new Set();
  const send = (stream, event, data, id) => stream.res.write(`event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`);
  const viewOf = (stream) => (stream.kind === 'counter' || stream.kind === 'tablet' ? office[stream.kind](stream.arg) : stream.kind === 'ticket' ? office.ticket(stream.arg) : office[stream.kind]());
  const push = () => { for (const s of streams) if (!office.scene.mute) send(s, s.kind, viewOf(s), office.seq); };

  const server = createServer(async (req, res) => {
    const url = new URL(req.url, 'http://mock');
    try {
      if (url.pathname.startsWith('/api/v1/live/')) return live(req, res, url.pathname.slice(13));
      if (req.method === 'POST') return await post(req, res, url.pathname);
      if (url.pathname.startsWith('/api/v1/reports')) return report(res, url);
      if (url.pathname === '/api/v1/receipts') { const open = office.receipts.filter((r) => r.state !== 'closed' && !office.scene.empty); return json(res, 200, { total: open.length, receipts: open, outcomes: OUTCOMES }); }
      if (url.pathname.startsWith('/api/v1/receipts/')) { const found = office.receipts.find((r) => url.pathname.endsWith(`/${r.number}`)); return found ? json(res, 200, found) : problem(res, 404, 'unknown_receipt'); }
      if (url.pathname === '/api/v1/access') return json(res, 200, office.access());
      if (/^\/api\/v1\/devices\/[^/]+\/log$/.test(url.pathname)) return json(res, 200, { lines: office.log(decodeURIComponent(url.pathname.split('/')[4])) });
      if (/^\/api\/v1\/cameras\/[^/]+\/still$/.test(url.pathname)) return still(res);
      if (url.pathname === '/api/v1/services') return json(res, 200, { office: office.base().office, services: office.kiosk().services });
      if (url.pathname === '/api/v1/access/everybody') return json(res, 200, office.everybody());
      if (url.pathname.startsWith('/mock/ticket/')) return await paper(res, url.pathname.slice(13, 17));
      if (url.pathname.startsWith('/served/')) return await served(res, url);
      return await file(res, url.pathname);
    } catch (error) {
      if (error.code && !error.syscall) return problem(res, 409, error.code, error);
      res.writeHead(404).end('not found');
    }
  });

  function report(res, url) {
    const [, day, fairness] = /^\/api\/v1\/reports\/days\/([0-9-]+)(\/fairness)?$/.exec(url.pathname) ?? [];
    const name = url.pathname.slice('/api/v1/reports'.length);
    const found = day !== undefined ? (fairness ? office.past.fairness(day) : office.past.day(day)) : name === '' ? office.past.known() : name === '/figures' ? office.past.figures(url.searchParams) : name === '/devices' ? { devices: [{ device: 'printer-kiosk', down_s: 2100, paper_out_s: 1500, failures: 3, repair_s: 700 }] } : name === '/replay' ? office.past.replay(url.searchParams) : undefined;
    return found === undefined ? problem(res, 404, 'unknown_day') : json(res, 200, found);
  }

  /** A grey hall with a door: enough to see where a picture stands. */
  function still(res) {
    if (office.scene.still === 'failed') return problem(res, 503, 'camera_silent');
    res.writeHead(200, { 'content-type': TYPES.svg }).end('<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360" fill="#777"/><rect x="260" y="90" width="120" height="270" fill="#444"/></svg>');
  }

  function live(req, res, name) {
    const [kind, arg] = decodeURIComponent(name).split('/');
    const stream = { res, kind, arg };
    if (kind === 'ticket' && office.ticket(arg) === undefined) return problem(res, 404, 'unknown_ticket');
    if ((kind === 'counter' || kind === 'tablet') && !office.counters.has(arg)) return problem(res, 404, 'unknown_counter');
    res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    streams.add(stream);
    req.on('close', () => streams.delete(stream));
    if (!office.scene.mute) send(stream, kind, viewOf(stream), office.seq);
  }

  async function post(req, res, path) {
    let text = '';
    for await (const chunk of req) text += chunk;
    const body = text ? JSON.parse(text) : {};
    if (path === '/mock/scene') { if (body.reset) office.reset(); Object.assign(office.scene, body); push(); return json(res, 200, office.scene); }
    const key = req.headers['idempotency-key'];
    if (!key) return problem(res, 400, 'key_missing');
    if (office.scene.fail > 0) { office.scene.fail -= 1; return problem(res, 503, 'journal_unavailable'); }
    let answer = office.answers.get(key);
    if (answer === undefined) {
      const counter = /^\/api\/v1\/counters\/([^/]+)\/([a-z-]+)$/.exec(path);
      if (path === '/api/v1/tickets') answer = [201, printed(office.issue(body))];
      else if (counter?.[2] === 'feedback') answer = [204, office.feedback(decodeURIComponent(counter[1]), body)];
      else if (counter) answer = [200, office.command(decodeURIComponent(counter[1]), counter[2], body)];
      else if (path === '/api/v1/appointments/check-in') answer = [201, printed(office.checkIn(body.code))];
      else if (/^\/api\/v1\/links\/[^/]+\/leave$/.test(path)) answer = [204, office.leave(path.split('/')[4])];
      else if (/^\/api\/v1\/links\/[^/]+\/feedback$/.test(path)) answer = [204, office.rate(office.byToken(path.split('/')[4]), body.rating)];
      else if (path === '/api/v1/access/accounts') answer = [200, { secret: body.role === 'clerk' ? '492817' : 'K7RM-2QXD-ZP4H', is_pin: body.role === 'clerk' }];
      else if (path.startsWith('/api/v1/access/')) answer = enter(path.slice(15), body);
      else if (/^\/api\/v1\/devices\/[^/]+\/test$/.test(path)) answer = [200, tried(path.split('/')[4], office.scene)];
      else if (/\/reprint$/.test(path)) answer = [202, {}];
      else return problem(res, 404, 'unknown');
      office.answers.set(key, answer);
      push();
    }
    // A lost answer: the deed is done, the page hears nothing.
    if (office.scene.drop > 0) { office.scene.drop -= 1; return void req.socket.destroy(); }
    json(res, ...answer);
  }

  /** One password opens everything: this office only has doors to look at. */
  function enter(what, body) {
    if (office.scene.refuse) throw refuse(office.scene.refuse, { wait_ms: 30_000 });
    if (what === 'sign-in' && body.secret !== 'nouba-demo-2026') throw refuse('wrong_secret');
    return [200, {}];
  }

  /** The paper comes, or does not, a little after the number. */
  function printed(ticket) {
    const mine = office.tickets.get(ticket.id);
    setTimeout(() => { mine.print = office.scene.print; office.seq += 1; push(); }, office.scene.print_ms ?? 1200);
    return ticket;
  }

  /** A printed ticket's picture, in a font it brings along: a machine's own fonts are others on the next one. */
  async function paper(res, number) {
    const font = await readFile(new URL('fonts/plex-latin-700.woff2', DIST));
    const face = `@font-face { font-family: 'Paper'; src: url('data:font/woff2;base64,${font.toString('base64')}'); }`;
    const text = `<text x="288" y="320" font-size="150" text-anchor="middle" font-family="Paper">${number}</text>`;
    res.writeHead(200, { 'content-type': TYPES.svg });
    res.end(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 576 700"><style>${face}</style><rect width="576" height="700" fill="#fff"/>${text}</svg>`);
  }

  /** A page the daemon wrote, kept by its own test, as a phone without JavaScript shows it. */
  async function served(res, url) {
    const page = await readFile(new URL(`../e2e/served/${url.pathname.slice(8).replace(/[^a-z-]/g, '')}.html`, import.meta.url), 'utf8');
    res.writeHead(200, { 'content-type': TYPES.html, 'content-security-policy': CSP }).end(page.replace(/<script[^>]*><\/script>/g, ''));
  }

  async function file(res, path) {
    const page = PAGES.find(([pattern]) => pattern.test(path));
    const name = page ? path.replace(page[0], page[1]) : path.slice(1);
    const bytes = await readFile(new URL(name.replace(/\.\./g, ''), DIST));
    res.writeHead(200, { 'content-type': TYPES[name.split('.').pop()] ?? 'application/octet-stream', 'content-security-policy': CSP, 'cache-control': 'no-cache' }).end(bytes);
  }

  const json = (res, status, value) => void res.writeHead(status, { 'content-type': 'application/json' }).end(status === 204 ? undefined : JSON.stringify(value));
  const problem = (res, status, code, more = {}) => void res.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ type: `urn:nouba:problem:${code}`, title: code, status, code, ...more, message: undefined }));
  const ping = setInterval(() => { for (const s of streams) if (!office.scene.mute) send(s, 'ping', { server_time: office.base().server_time }); }, 10_000);
  return new Promise((ready) => server.listen(port, '127.0.0.1', () => ready({
    url: `http://127.0.0.1:${server.address().port}`, office, push,
    stop: () => { clearInterval(ping); server.closeAllConnections(); server.close(); },
  })));
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const mock = await startMock(Number(process.env.PORT ?? 8099));
  console.log(mock.url);
  // A little life: somebody comes each 15 s.
  setInterval(() => { try { mock.office.issue({ service: ['birth-extract', 'signature', 'copy'][Math.floor(Math.random() * 3)], locale: 'ar' }); mock.push(); } catch { /* closed */ } }, 15_000);
}
