// A made-up office that keeps the contract: services, tickets, counters and their commands, in memory.
// It is a stand-in to look at the pages with; the rules of the queue live in the daemon.
import { devices, log } from './devices.mjs';
import { receipts } from './receipts.mjs';
import { Past, row } from './reports.mjs';

const MIN = 60_000;
/** How long a tablet asks whoever was just served (daemon/src/view/feedback.rs). */
const ASKS_MS = 30_000;
const COMPLAINTS = 'https://plaintes.example.ma/temara';
/** As the daemon rounds: outward to whole minutes, to fives from a quarter of an hour. */
const wait = (n) => { const [lo, hi] = [n * 4, (n + 1) * 6]; const step = hi >= 15 ? 5 : 1; return { low_min: Math.floor(lo / step) * step, high_min: Math.ceil(hi / step) * step }; };
let clock = () => Date.now();
/** Stops the office's clock, so that two pictures of it are the same; without a time it goes again. */
export function stopClock(at) { clock = at === undefined ? () => Date.now() : () => at; }
const iso = (ms) => new Date(ms).toISOString();

export const SERVICES = [
  { id: 'birth-extract', letter: 'A', pictogram: 'birth', names: { ar: 'نسخة موجزة من رسم الولادة', fr: 'Extrait d’acte de naissance', en: 'Birth certificate extract' }, papers: [{ ar: 'البطاقة الوطنية للتعريف', fr: 'Carte nationale d’identité', en: 'National identity card' }, { ar: 'الدفتر العائلي أو رقم الرسم', fr: 'Livret de famille ou numéro de l’acte', en: 'Family book or record number' }, { ar: 'طابع من فئة درهمين', fr: 'Timbre de 2 dirhams', en: 'A 2-dirham stamp' }], target: 15 },
  { id: 'birth', letter: 'B', pictogram: 'life', names: { ar: 'التصريح بالولادة', fr: 'Déclaration de naissance', en: 'Birth declaration' }, papers: [{ ar: 'شهادة الولادة من المستشفى', fr: 'Certificat de naissance de l’hôpital', en: 'Birth notice from the hospital' }, { ar: 'الدفتر العائلي', fr: 'Livret de famille', en: 'Family book' }, { ar: 'عقد الزواج', fr: 'Acte de mariage', en: 'Marriage certificate' }, { ar: 'بطاقة التعريف للوالدين', fr: 'Cartes d’identité des parents', en: 'Identity cards of the parents' }], target: 20 },
  { id: 'death', letter: 'D', pictogram: 'death', names: { ar: 'التصريح بالوفاة', fr: 'Déclaration de décès', en: 'Death declaration' }, papers: [], target: 20 },
  { id: 'family-book', letter: 'C', pictogram: 'family_book', names: { ar: 'الدفتر العائلي', fr: 'Livret de famille', en: 'Family book' }, papers: [{ ar: 'عقد الزواج', fr: 'Acte de mariage', en: 'Marriage certificate' }], target: 20 },
  { id: 'life-certificate', letter: 'F', pictogram: 'certificate', names: { ar: 'شهادة الحياة الفردية أو الجماعية', fr: 'Attestation de vie individuelle ou collective', en: 'Certificate of life, individual or collective' }, papers: [], target: 15 },
  { id: 'signature', letter: 'E', pictogram: 'signature', names: { ar: 'تصحيح الإمضاء', fr: 'Légalisation de signature', en: 'Signature legalisation' }, papers: [{ ar: 'البطاقة الوطنية للتعريف', fr: 'Carte nationale d’identité', en: 'National identity card' }, { ar: 'الوثيقة المراد توقيعها', fr: 'Le document à signer', en: 'The document to sign' }], target: 10 },
  { id: 'copy', letter: 'G', pictogram: 'copy', names: { ar: 'الإشهاد على مطابقة النسخ لأصولها', fr: 'Copies certifiées conformes', en: 'Certified copies' }, papers: [{ ar: 'الأصل', fr: 'L’original', en: 'The original' }], target: 10 },
  { id: 'correction', letter: 'H', pictogram: 'correction', names: { ar: 'إصلاح رسوم الحالة المدنية', fr: 'Rectification d’actes', en: 'Correction of records' }, papers: [], target: 30, closed: true },
  { id: 'residence', letter: 'X', pictogram: 'permit', names: { ar: 'شهادة السكنى', fr: 'Certificat de résidence', en: 'Residence certificate' }, papers: [], target: 0, elsewhere: { ar: 'الملحقة الإدارية التابعة لمحل سكناك', fr: 'L’annexe administrative de votre quartier', en: 'The administrative annex of your district' } },
  { id: 'info', letter: 'I', pictogram: 'info', names: { ar: 'استقبال وإرشادات', fr: 'Accueil et renseignements', en: 'Reception and information' }, papers: [], target: 5 },
  { id: 'complaint', letter: 'K', pictogram: 'complaint', names: { ar: 'الشكايات', fr: 'Réclamations', en: 'Complaints' }, papers: [], target: 30 },
];

export class Office {
  constructor() { this.past = new Past(() => clock(), () => this.scene.reports === 'none'); this.reset(); }

  reset() {
    this.seq = 100;
    this.tickets = new Map();
    this.answers = new Map();
    this.calls = [];
    this.last = {};
    this.lastNumber = {};
    this.bookings = new Map([['tokbooked', { service: 'signature', code: '40713852', at: iso(clock() + 20 * MIN) }]]);
    this.receipts = receipts(clock());
    this.scene = { day: 'open', printer: 'ok', print: 'printed', pad: 'ready', notices: 1, drop: 0, breakUntil: false, mute: false };
    this.counters = new Map(['1', '2', '3', '4', '5'].map((label) => [label, { id: label, label, state: label === '4' ? 'paused' : label === '5' ? 'closed' : 'open', services: SERVICES.filter((s) => !s.elsewhere).map((s) => s.id), undo: undefined, today: { served: 23, no_shows: 2, transferred: 1, wait_ms_mean: 14 * MIN, service_ms_mean: 6 * MIN } }]));
    const now = clock();
    const seed = [['birth-extract', 52, 'normal'], ['copy', 48, 'normal'], ['birth-extract', 45, 'normal'], ['signature', 40, 'normal'], ['birth-extract', 34, 'normal'], ['signature', 28, 'normal'], ['birth-extract', 26, 'priority'], ['family-book', 22, 'normal'], ['birth-extract', 18, 'normal'], ['copy', 15, 'normal'], ['birth', 11, 'normal'], ['birth-extract', 9, 'normal'], ['signature', 6, 'appointment'], ['birth-extract', 3, 'normal']];
    for (const [service, min, kind] of seed) this.issue({ service, class: kind, locale: min % 2 ? 'fr' : 'ar' }, now - min * MIN);
    for (const [i, counter] of ['2', '3', '1', '2', '1', '2', '3'].entries()) { this.next(counter, now - (18 - i * 2) * MIN); }
    for (const t of this.tickets.values()) if (t.counter === '1' && t.state === 'called') { t.state = 'serving'; t.started_at = iso(now - 4 * MIN); }
    this.command('3', 'finish', {});
    for (const c of this.counters.values()) c.undo = undefined;
  }

  service(id) { return SERVICES.find((s) => s.id === id); }
  waiting(service) { return [...this.tickets.values()].filter((t) => t.state === 'waiting' && (!service || t.service === service)); }
  ranked() {
    const score = (t) => (clock() - Date.parse(t.issued_at)) * (t.class === 'priority' ? 3 : t.class === 'appointment' ? 6 : 1) + (t.first ? 1e12 : 0);
    return this.waiting().sort((a, b) => score(b) - score(a));
  }

  issue({ service, class: kind = 'normal', locale }, at = clock()) {
    if (this.scene.refuse) throw refuse(this.scene.refuse);
    const s = this.service(service);
    if (!s) throw refuse('unknown_service');
    if (s.closed) throw refuse('service_closed');
    this.last[s.letter] = (this.last[s.letter] ?? (s.letter === 'A' ? 40 : 10)) + 1;
    const number = s.letter + String(this.last[s.letter]).padStart(3, '0');
    const id = `tk-${this.seq}-${number}`;
    const ahead = this.waiting(service).length;
    const ticket = { id, number, service, service_names: s.names, class: kind, locale, state: 'waiting', issued_at: iso(at), recalls: 0, target_wait_ms: s.target * MIN, print: 'pending', token: `tok${number}` };
    this.tickets.set(id, ticket);
    this.seq += 1;
    return { ...this.card(ticket), ahead, token: ticket.token, follow_url: `http://192.168.10.2:8080/t/${ticket.token}` };
  }

  checkIn(code) {
    const found = [...this.bookings].find(([token, b]) => b.code === code || code.endsWith(token));
    if (!found) throw refuse(code === '11111111' ? 'already_checked_in' : code === '22222222' ? 'too_early' : 'unknown_appointment', code === '11111111' ? { number: 'E013' } : { opens_at: iso(clock() + 40 * MIN) });
    this.bookings.delete(found[0]);
    return this.issue({ service: found[1].service, class: 'appointment', locale: 'fr' });
  }
  byToken(token) { return [...this.tickets.values()].find((t) => t.token === token); }
  leave(token) {
    if (this.bookings.delete(token)) return;
    const t = [...this.tickets.values()].find((x) => x.token === token);
    if (t?.state !== 'waiting') throw refuse('wrong_state');
    t.state = 'cancelled';
  }

  card({ token, first, finished_at, given, ...ticket }) { return ticket; }
  inHand(counter) { return [...this.tickets.values()].find((t) => t.counter === counter && (t.state === 'called' || t.state === 'serving')); }

  next(counterId, at = clock(), picked) {
    const ticket = picked ?? this.ranked()[0];
    if (!ticket) throw refuse('nobody_waiting');
    const hand = this.inHand(counterId);
    if (hand) this.finish(hand, at);
    Object.assign(ticket, { state: 'called', counter: counterId, called_at: iso(at), recalls: 0, first: undefined });
    this.lastNumber[ticket.service] = ticket.number;
    this.call(ticket, at, picked !== undefined);
    return 'ticket_called';
  }
  call(ticket, at = clock(), outOfOrder = false) {
    this.seq += 1;
    this.calls = this.calls.filter((c) => c.number !== ticket.number);
    this.calls.unshift({ seq: this.seq, at: iso(at), number: ticket.number, counter: ticket.counter, label: ticket.counter, class: ticket.class, locale: ticket.locale, recalls: ticket.recalls, out_of_order: outOfOrder });
    this.calls.length = Math.min(this.calls.length, 8);
  }
  finish(ticket, at = clock()) { ticket.state = 'finished'; ticket.finished_at = at; this.counters.get(ticket.counter).today.served += 1; }

  command(counterId, action, body) {
    const counter = this.counters.get(counterId);
    if (!counter) throw refuse('unknown_counter');
    const before = structuredClone({ tickets: [...this.tickets], calls: this.calls, state: counter.state });
    const hand = this.inHand(counterId);
    const other = this.tickets.get(body.ticket);
    const need = (ok, code, more) => { if (!ok) throw refuse(code, more); };
    let event;
    switch (action) {
      case 'open': counter.state = 'open'; event = 'counter_opened'; break;
      case 'pause': counter.state = 'paused'; event = 'counter_paused'; break;
      case 'close': need(!hand || body.in_hand, 'ticket_in_hand'); if (hand) hand.state = body.in_hand === 'return' ? 'waiting' : body.in_hand === 'no_show' ? 'no_show' : 'finished'; counter.state = 'closed'; event = 'counter_closed'; break;
      case 'next': need(counter.state !== 'closed', 'counter_closed'); need(counter.state !== 'paused', 'counter_paused'); event = this.next(counterId); break;
      case 'pick': need(body.reason, 'reason_needed'); need(other, 'unknown_ticket'); event = this.next(counterId, clock(), other); break;
      case 'recall': need(hand?.state === 'called', 'no_ticket_in_hand'); need(clock() - Date.parse(this.calls.find((c) => c.number === hand.number)?.at ?? 0) > 3000, 'recall_too_soon', { wait_ms: 3000 }); hand.recalls += 1; this.call(hand); event = 'ticket_recalled'; break;
      case 'start': need(hand?.state === 'called', 'wrong_state'); hand.state = 'serving'; hand.started_at = iso(clock()); event = 'service_started'; break;
      case 'finish': need(hand, 'no_ticket_in_hand'); if (body.next_service) Object.assign(hand, { service: body.next_service, service_names: this.service(body.next_service).names, state: 'called' }); else this.finish(hand); event = 'service_finished'; break;
      case 'no-show': need(hand?.state === 'called', 'wrong_state'); hand.state = 'no_show'; counter.today.no_shows += 1; event = 'ticket_no_show'; break;
      case 'park': need(hand, 'no_ticket_in_hand'); Object.assign(hand, { state: 'parked', parked_at: iso(clock()), park_reason: body.reason }); event = 'ticket_parked'; break;
      case 'resume': need(other, 'unknown_ticket'); Object.assign(other, { state: 'waiting', first: true }); event = 'ticket_resumed'; break;
      case 'reinstate': need(other, 'unknown_ticket'); other.state = 'waiting'; event = 'ticket_reinstated'; break;
      case 'transfer': need(hand, 'no_ticket_in_hand'); Object.assign(hand, { state: 'waiting', counter: undefined, note: body.note }); if (body.service) Object.assign(hand, { service: body.service, service_names: this.service(body.service).names }); counter.today.transferred += 1; event = 'ticket_transferred'; break;
      case 'return': need(hand, 'no_ticket_in_hand'); Object.assign(hand, { state: 'waiting', counter: undefined, first: body.place === 'first' }); event = 'ticket_returned'; break;
      case 'advance-receipt': case 'close-receipt': { const receipt = this.receipts.find((r) => r.id === body.ticket); need(receipt, 'unknown_receipt'); need(receipt.state !== 'closed', 'wrong_receipt_state'); receipt.state = action === 'close-receipt' ? 'closed' : body.state; return { seq: this.seq += 1, counter: { id: counterId, state: counter.state }, events: ['receipt_changed'] }; }
      case 'call-for-help': need(counter.state !== 'closed', 'counter_closed'); need(!counter.help, 'counter_unchanged'); counter.help = { since: iso(clock()) }; event = 'help_called'; break;
      case 'answer-help': need(this.counters.get(body.counter)?.help && !this.counters.get(body.counter).help.answered_by, 'counter_unchanged'); this.counters.get(body.counter).help.answered_by = counter.label; event = 'help_answered'; break;
      case 'end-help': need(counter.help, 'counter_unchanged'); counter.help = undefined; event = 'help_ended'; break;
      case 'undo': {
        need(counter.undo, 'nothing_to_undo');
        const old = counter.undo.before;
        this.tickets = new Map(old.tickets);
        this.calls = old.calls;
        counter.state = old.state;
        counter.undo = undefined;
        this.seq += 1;
        return { seq: this.seq, counter: { id: counterId, state: counter.state }, events: ['command_undone'] };
      }
      default: throw refuse('wrong_state');
    }
    if (!event.startsWith('help')) counter.undo = { what: event, until: iso(clock() + 10_000), before };
    this.seq += 1;
    const now = this.inHand(counterId);
    return { seq: this.seq, ticket: now && this.card(now), counter: { id: counterId, state: counter.state }, events: [event] };
  }

  base() { return { seq: this.seq, server_time: iso(clock()), office: { id: 'temara-1', names: { ar: 'مكتب الحالة المدنية – المقاطعة الأولى', fr: 'Bureau d’état civil – Arrondissement 1', en: 'Civil status office – District 1' }, utc_offset_ms: 0 }, locales: ['ar', 'fr', 'zgh', 'en'] }; }
  day() {
    const opens = new Date(clock()); opens.setUTCDate(opens.getUTCDate() + 1); opens.setUTCHours(8, 30, 0, 0);
    if (this.scene.day === 'closed') return { state: 'closed', opens_at: opens.toISOString() };
    return { state: 'open', day: iso(clock()).slice(0, 10), closes_at: opens.toISOString(), ...(this.scene.breakUntil ? { break_until: iso(clock() + 25 * MIN) } : {}) };
  }
  serviceView(s) {
    const waiting = this.waiting(s.id).length;
    const open = !s.closed && this.scene.day === 'open';
    return { id: s.id, letter: s.letter, names: s.names, pictogram: s.pictogram, open, ...(open ? {} : { closed_reason: 'closed', opens_at: this.day().closes_at ?? this.day().opens_at }), target_wait_ms: s.target * MIN, papers: s.papers, ...(s.elsewhere ? { elsewhere: { names: s.elsewhere } } : {}), waiting, wait: waiting > 0 ? wait(waiting) : undefined, ...(this.scene.lastTicket && s.id === 'birth-extract' ? { last_ticket_at: iso(clock() + 25 * MIN) } : {}) };
  }
  kiosk() { return { ...this.base(), day: this.day(), printer: { state: this.scene.printer }, ...(this.scene.roll ? { roll: this.scene.roll } : {}), services: SERVICES.map((s) => this.serviceView(s)), reset_ms: this.scene.reset_ms ?? 30_000, appointments: true }; }
  board() {
    const notices = [{ ar: 'يغلق المكتب على الساعة 16:30. آخر تذكرة على الساعة 16:00.', fr: 'Le bureau ferme à 16:30. Dernier ticket à 16:00.', en: 'The office closes at 16:30. Last ticket at 16:00.' }];
    return { ...this.base(), day: this.day(), calls: this.scene.empty ? [] : this.calls, counters: [...this.counters.values()].map((c) => ({ id: c.id, label: c.label, state: c.state, number: this.inHand(c.id)?.number })), services: SERVICES.filter((s) => !s.elsewhere).map((s) => ({ ...this.serviceView(s), last_number: this.lastNumber[s.id] })), notices: this.scene.notices ? notices : [] };
  }
  counter(id) {
    const c = this.counters.get(id);
    const rules = ['cap_reached', 'score', 'appointment', 'interleave', 'for_counter'];
    const next = this.ranked().slice(0, 5).map((t, i) => ({ ...this.card(t), reason: { rule: t.class === 'appointment' ? 'appointment' : t.first ? 'returned_first' : rules[i === 0 ? 1 : i % 2 === 0 ? 3 : 1], class: t.class, waited_ms: clock() - Date.parse(t.issued_at), passed: t.class === 'priority' ? 2 : 0 } }));
    const of = (state) => [...this.tickets.values()].filter((t) => t.state === state).map((t) => this.card(t));
    const hand = this.inHand(id);
    const undo = c.undo && Date.parse(c.undo.until) > clock() ? { what: c.undo.what, until: c.undo.until } : undefined;
    return { ...this.base(), ...(this.scene.roll ? { roll: this.scene.roll } : {}), ...(this.scene.receipts ? { receipts: { can_give: hand?.state === 'serving', gives: true, open: this.receipts.length, overdue: 1 } } : {}), counter: { id, label: c.label, state: c.state, services: c.services }, ticket: hand && this.card(hand), next: this.scene.empty ? [] : next, parked: of('parked'), no_shows: of('no_show'), waiting: this.scene.empty ? 0 : this.waiting().length, undo, today: c.today, policy: { recall_limit: 2, recall_gap_ms: 3000, start_step: true, next_gap_ms: 1500 }, services: SERVICES.filter((s) => !s.elsewhere).map(({ id: i, letter, names }) => ({ id: i, letter, names })), counters: [...this.counters.values()].map((x) => ({ id: x.id, label: x.label, state: x.state })), help: [...this.counters.values()].filter((x) => x.help).map((x) => ({ counter: x.id, label: x.label, ...x.help })), park_reasons: [{ id: 'paper', names: { ar: 'وثيقة ناقصة', fr: 'Papier manquant', en: 'Missing paper' } }, { id: 'archive', names: { ar: 'بحث في الأرشيف', fr: 'Recherche aux archives', en: 'Search in the archive' } }, { id: 'officer', names: { ar: 'توقيع ضابط الحالة المدنية', fr: 'Signature de l’officier', en: 'Signature of the officer' } }], devices: { printer: this.scene.printer, pad: this.scene.pad } };
  }
  /** Who has just left the counter: whom its tablet asks, for as long as the daemon does. */
  leaving(id) { return [...this.tickets.values()].find((t) => t.counter === id && t.state === 'finished' && clock() - t.finished_at < ASKS_MS); }
  tablet(id) {
    const t = this.leaving(id);
    const ask = t && { ticket: t.id, number: t.number, service_names: t.service_names, locale: t.locale, until: iso(t.finished_at + ASKS_MS), ...(t.given ? { given: t.given } : {}) };
    return { ...this.base(), label: this.counters.get(id).label, complaint_url: COMPLAINTS, ...(ask ? { ask } : {}) };
  }
  feedback(id, { ticket, rating }) {
    const leaving = this.leaving(id);
    if (leaving?.id !== ticket) throw refuse('too_late');
    this.rate(leaving, rating);
  }
  rate(ticket, rating) {
    if (ticket?.state !== 'finished') throw refuse('wrong_state');
    if (ticket.given) throw refuse('feedback_given');
    ticket.given = rating;
    this.seq += 1;
  }
  ticket(token) {
    const booking = this.bookings.get(token);
    if (booking) return { ...this.base(), service_names: this.service(booking.service).names, class: 'appointment', state: 'booked', booked_at: booking.at, code: booking.code, print: 'none' };
    const t = [...this.tickets.values()].find((x) => x.token === token);
    if (!t) return undefined;
    const ahead = t.state === 'waiting' ? this.ranked().filter((x) => x.service === t.service).indexOf(t) : undefined;
    return { ...this.base(), number: t.number, service_names: t.service_names, class: t.class, state: t.state, ahead, wait: ahead === undefined ? undefined : wait(ahead), locale: t.locale, recalls: t.recalls, counter: t.counter, label: t.counter, called_at: t.called_at, print: t.print, ...(t.state === 'finished' ? { feedback: { open: t.given === undefined, given: t.given, complaint_url: COMPLAINTS } } : {}) };
  }
  devices() {
    const tickets = this.scene.devices === 'none' ? [] : ['A051', 'A050', 'E013'].map((number, i) => ({ number, at: iso(clock() - (i * 4 + 1) * MIN), url: `/mock/ticket/${number}.svg` }));
    return { ...this.base(), devices: devices(this.scene, clock()), tickets };
  }
  log(id) { return log(id, clock()); }
  /** The manager's page: what the same tickets and counters look like from above. */
  dashboard() {
    const since = (tickets) => tickets.map((t) => t.issued_at).sort()[0];
    const desk = (c) => { const hand = this.scene.empty ? undefined : this.inHand(c.id); return { id: c.id, label: c.label, state: this.scene.day === 'closed' ? 'closed' : c.state, ...(hand ? { number: hand.number, service: hand.service, since: hand.started_at ?? hand.called_at } : {}), serving: hand?.state === 'serving', served: this.scene.empty ? 0 : c.today.served, ...(this.scene.empty ? {} : { service_ms_mean: c.today.service_ms_mean }) }; };
    const line = (s) => { const waiting = this.scene.empty ? [] : this.waiting(s.id); return { id: s.id, letter: s.letter, names: s.names, waiting: waiting.length, longest_since: since(waiting), target_wait_ms: s.target * MIN, ...(waiting.length > 0 ? { wait: wait(waiting.length) } : {}), ...(s.id === 'birth' && !this.scene.empty ? { last_ticket_at: iso(clock() + 90 * MIN) } : {}) }; };
    const waiting = this.scene.empty ? [] : this.waiting();
    const services = SERVICES.filter((s) => !s.elsewhere).map(line);
    const figures = this.scene.empty ? {} : { today: row('', 96, 13.4), last_hour: row('', 31, 15.8, false) };
    const troubles = devices(this.scene, clock()).filter((d) => !['ready', 'starting', 'busy'].includes(d.state) && d.because_of === undefined);
    return { ...this.base(), day: this.day(), waiting: waiting.length, parked: [...this.tickets.values()].filter((t) => t.state === 'parked').length, longest_since: since(waiting), counters: [...this.counters.values()].map(desk), services, ...figures, troubles };
  }
  /** Who is signed in, and at which machine: the whole of it is a scene. */
  access() { return this.scene.who ?? { open: true, needs_setup: false, person: null, machine: null }; }
}

/** Who may get in, as the technician's page lists them. */
Office.prototype.everybody = function everybody() {
  const account = (id, role, state = 'on') => ({ id, role, state, failures: state === 'locked' ? 15 : 0, otp: role === 'manager' });
  const machine = (id, kind, counter = null) => ({ id, kind, counter });
  return {
    accounts: [account('auditor-1', 'auditor', 'off'), account('clerk-3', 'clerk'), account('clerk-7', 'clerk', 'locked'), account('head-1', 'supervisor'), account('manager-1', 'manager'), account('tech-1', 'technician')],
    machines: [machine('board-1', 'board'), machine('desk-3', 'counter', '3'), machine('kiosk-1', 'kiosk')],
    counters: [...this.counters.keys()].map((id) => ({ id, label: id })),
  };
};

export function refuse(code, more = {}) { return Object.assign(new Error(code), { code, ...more }); }
