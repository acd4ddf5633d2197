// @ts-check
// Open receipts of the made-up office: papers that are being worked on after their owners have gone home.
import { SERVICES } from './office.mjs';

/** @typedef {import('../shared/types').ReceiptCard} ReceiptCard */
const DAY = 86_400_000;
/** As in config/locales/receipt_outcomes.toml. */
export const OUTCOMES = [
  { id: 'answered', names: { ar: 'تم الجواب', fr: 'Réponse donnée', en: 'Answered' } },
  { id: 'accepted', names: { ar: 'قُبل الطلب', fr: 'Accepté', en: 'Accepted' } },
  { id: 'refused', names: { ar: 'رُفض الطلب', fr: 'Refusé', en: 'Refused' } },
  { id: 'passed-on', names: { ar: 'أُحيل على مصلحة أخرى', fr: 'Transmis à un autre service', en: 'Passed on to another office' } },
  { id: 'withdrawn', names: { ar: 'سُحب', fr: 'Retiré par le déposant', en: 'Withdrawn' } },
  { id: 'mistake', names: { ar: 'وصل سُلم خطأ', fr: 'Récépissé donné par erreur', en: 'Given by mistake' } },
];

/** @param {number} now @returns {ReceiptCard[]} */
export function receipts(now) {
  /** @param {number} n @param {string} service @param {ReceiptCard['state']} state @param {number} old days @param {number} [due] days from now @returns {ReceiptCard} */
  const one = (n, service, state, old, due) => ({
    id: `rc-${n}`, number: `D-2026-${String(n).padStart(5, '0')}`, service, service_names: SERVICES.find((s) => s.id === service)?.names ?? {}, state,
    registered_at: new Date(now - old * DAY).toISOString(), changed_at: new Date(now - (old * DAY) / 2).toISOString(),
    ...(due === undefined ? {} : { due: new Date(now + due * DAY).toISOString().slice(0, 10) }), overdue: due !== undefined && due < 0, counter: '3', print: 'printed',
  });
  return [one(11, 'correction', 'in_progress', 32, -2), one(14, 'family-book', 'ready', 9, 1), one(15, 'correction', 'registered', 6, 24), one(16, 'family-book', 'registered', 3, 4), one(17, 'life-certificate', 'registered', 0)];
}
