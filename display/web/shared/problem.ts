// A refusal in words: the catalogue has one sentence per code.
import { hhmm } from './clock';
import { has, type Args } from './i18n';
import type { Problem } from './api';

export function problemWords(problem: Problem, utcOffsetMs?: number): { k: string; a?: Args } {
  const key = `problem-${problem.code.replace(/_/g, '-')}`;
  if (problem.code === 'too_early' && typeof problem.opens_at === 'string') return { k: 'problem-too-early-until', a: { time: hhmm(problem.opens_at, utcOffsetMs) } };
  if (!has('fr', key)) return { k: 'problem-other', a: { code: problem.code } };
  const n = typeof problem.wait_ms === 'number' ? Math.max(1, Math.ceil(problem.wait_ms / 1000)) : 1;
  return { k: key, a: typeof problem.number === 'string' ? { n, number: problem.number } : { n } };
}
