// @ts-check
// The made-up office's devices. Scenes: well, one printer without paper, or a serial line pulled out with all that hangs on it.

/** @typedef {import('../shared/types').Device} Device */
const MIN = 60_000;

/** @param {{ printer: string, pad: string, line?: string, devices?: string }} scene @param {number} now @returns {Device[]} */
export function devices(scene, now) {
  if (scene.devices === 'none') return [];
  /** @param {number} min */
  const ago = (min) => new Date(now - min * MIN).toISOString();
  const [out, cut, lost] = [scene.printer !== 'ok', scene.line === 'lost', scene.pad === 'lost'];
  /** @param {number} n @returns {Device} */
  const pad = (n) => {
    const sick = cut ? { state: 'lost', since: ago(3), because_of: 'line-0' } : lost && n === 3 ? { state: 'lost', since: ago(31), cause: 'device_silent', said: 'no answer for 3 s: check its power and cable', remedy: 'device_lost' } : { state: 'ready', since: ago(260) };
    return { id: `pad-${n}`, kind: 'pad', ...sick, details: { line: 'line-0', address: String(n), firmware: '1.4.0', uptime_s: '15600' } };
  };
  return [
    { id: 'printer-kiosk', kind: 'printer', state: out ? 'out_of_paper' : 'ready', since: ago(out ? 7 : 260), ...(out ? { cause: 'paper_end', remedy: 'paper_end' } : {}), details: { family: 'Custom VKP80 III', firmware: '2.03', link: '/dev/usb/lp0', tickets_left: '240' } },
    { id: 'line-0', kind: 'line', ...(cut ? { state: 'missing', since: ago(3), cause: 'line_missing', said: '/dev/nouba-line0: No such file or directory', remedy: 'line_missing' } : { state: 'ready', since: ago(260) }), details: { path: '/dev/nouba-line0', baud: '115200', frames_dropped: '0' } },
    ...[1, 2, 3, 4, 5].map(pad),
    { id: 'panel-hall', kind: 'panel', ...(cut ? { state: 'lost', since: ago(3), because_of: 'line-0' } : { state: 'ready', since: ago(260) }), details: { line: 'line-0', address: '16', firmware: '1.4.0' } },
    { id: 'cam-entrance', kind: 'camera', ...(scene.devices === 'sick' ? { state: 'auth_failed', since: ago(64), cause: 'camera_auth_refused', remedy: 'camera_auth_refused' } : { state: 'ready', since: ago(2_000) }), details: { place: 'entrance', receipt: 'D-W-114/2026', retention_days: '30', sign_posted: 'true', still: 'true', codec: 'H264', fps: '15' } },
    { id: 'portal', kind: 'portal', ...(scene.devices === 'sick' ? { state: 'lost', since: ago(48), cause: 'portal_unreachable', said: 'no connection to portail.sale.ma: connection refused' } : { state: 'ready', since: ago(260) }), details: { url: 'https://portail.sale.ma', acknowledged: '18234' } },
    { id: 'voice', kind: 'voice', state: 'ready', since: ago(260), details: { ar: 'espeak-ng', fr: 'espeak-ng', en: 'espeak-ng', zgh: '-' } },
    { id: 'sound-card', kind: 'speaker', state: 'ready', since: ago(260), details: { card: 'default' } },
    ...(scene.devices === 'notes' ? /** @type {Device[]} */ ([
      { id: 'button-7', kind: 'button', state: 'ready', since: ago(260), details: { model: 'SNZB-01P', topic: 'zigbee2mqtt/button-7', payloads_ignored: '3', ignored_last: 'unmapped double' } },
      { id: 'broker', kind: 'broker', state: 'ready', since: ago(260), details: { broker: '127.0.0.1:1883', messages_of_strangers: '12', stranger: 'not_configured pad-9', unknown_device: 'hall: 9 · 0000000000000a09' } },
    ]) : []),
    { id: 'clock', kind: 'clock', state: 'ready', since: ago(260), details: {} },
    { id: 'journal', kind: 'journal', state: 'ready', since: ago(260), details: {} },
  ];
}

/** What comes of a test of one of them. @param {string} id @param {{ printer: string, line?: string }} scene */
export function tried(id, scene) {
  if (id === 'sound-card') return { outcome: 'played', confirmed: true };
  if (id === 'panel-hall') return { outcome: scene.line === 'lost' ? 'not_shown' : 'shown', confirmed: false };
  return scene.printer === 'ok' ? { outcome: 'printed', confirmed: true } : { outcome: 'stalled', confirmed: true, cause: 'paper_end' };
}

/** What happened to one of them lately. @param {string} id @param {number} now @returns {import('../shared/types').LogLine[]} */
export function log(id, now) {
  /** @param {number} seq @param {number} min */
  const at = (seq, min) => ({ seq, at: new Date(now - min * MIN).toISOString() });
  if (id !== 'printer-kiosk') return [{ ...at(2, 260), what: 'state', state: 'ready' }];
  return [
    { ...at(98, 7), what: 'state', state: 'out_of_paper', cause: 'paper_end' }, { ...at(97, 7), what: 'print_stalled', number: 'A051', cause: 'paper_end' }, { ...at(95, 8), what: 'print_started', number: 'A051' },
    { ...at(91, 12), what: 'printed', number: 'A050' }, { ...at(2, 260), what: 'state', state: 'ready' },
  ];
}
