// One mock office and one browser page per test, with the office's clock and the page's stopped at the same moment.
import { test as base, type Page } from '@playwright/test';
import { startMock } from '../mock/server.mjs';
import { stopClock } from '../mock/office.mjs';

/** Tuesday, 24 November 2026, 10:12 UTC. */
export const AT = Date.parse('2026-11-24T10:12:00.000Z');

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export interface Mock { url: string; office: any; push: () => void; stop: () => void; at: number }

export const test = base.extend<{ errors: string[] }, { mock: Mock }>({
  mock: [async ({}, use) => {
    const mock = (await startMock()) as Mock;
    mock.at = AT;
    await use(mock);
    mock.stop();
  }, { scope: 'worker' }],
  errors: async ({ page }, use) => {
    const errors: string[] = [];
    watch(page, errors);
    await use(errors);
  },
});
export { expect } from '@playwright/test';
export { stopClock };

/** Faults no page may have: script errors, refused contents, requests to anywhere else. */
export function watch(page: Page, errors: string[]): void {
  page.on('pageerror', (e) => errors.push(e.message));
  page.on('console', (m) => { if (m.type() === 'error' && !/\b(?:404|409|503)\b|ERR_CONNECTION|ERR_EMPTY|ERR_INCOMPLETE/.test(m.text())) errors.push(m.text()); });
  page.on('request', (r) => { if (!/^(?:http:\/\/127\.0\.0\.1:|data:|blob:)/.test(r.url())) errors.push(`a request to ${r.url()}`); });
}
