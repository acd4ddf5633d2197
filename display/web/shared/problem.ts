// A refusal in words: the catalogue has one sentence per code.
import { has, type Args } from './i18n';
import type { Problem } from './api';

export function problemWords(problem: Problem): { k: string; a?: Args } {
  const key = `problem-${problem.code.replace(/_/g, '-')}`;
  if (!has('fr', key)) return { k: 'problem-other', a: { code: problem.code } };
  const wait = typeof problem.wait_ms === 'number' ? { n: Math.max(1, Math.ceil(problem.wait_ms / 1000)) } : { n: 1 };
  return { k: key, a: wait };
}
