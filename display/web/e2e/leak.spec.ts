// A board's working day, played as fast as the browser can: its memory must be where it was. LEAK_DAYS=7 plays a week.
import { AT, expect, stopClock, test } from './fixtures';

const DAYS = Number(process.env.LEAK_DAYS ?? 1);
/** Ten hours with a call every two minutes, and twice as many tickets taken. */
const CALLS = 300;
const BETWEEN_MS = 120_000;

test(`${DAYS} days on a board leave no memory behind`, async ({ page, mock }) => {
  test.setTimeout(120_000 * DAYS);
  mock.office.reset();
  let now = AT;
  stopClock(now);
  await page.clock.install({ time: now });
  await page.goto(`${mock.url}/board?lang=ar,fr`);
  await page.locator('.now .figure').first().waitFor();
  now += BETWEEN_MS;
  await page.clock.pauseAt(now);
  const session = await page.context().newCDPSession(page);
  const weigh = async () => {
    // One collection leaves what waits for finalisation.
    for (let i = 0; i < 4; i += 1) { await session.send('HeapProfiler.collectGarbage'); await new Promise((done) => setTimeout(done, 200)); }
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
    return { kB: Math.round(usedSize / 1000), nodes, jsEventListeners };
  };
  const play = async (calls: number) => {
    for (let i = 0; i < calls; i += 1) {
      now += BETWEEN_MS;
      stopClock(now);
      for (const service of ['birth-extract', 'signature']) mock.office.issue({ service, locale: 'ar' });
      try { mock.office.next(['1', '2', '3'][i % 3], now); } catch { /* nobody is waiting */ }
      // Whoever is done is forgotten, as the daemon does at night: the office itself must not grow here.
      for (const [id, t] of mock.office.tickets) if (t.state === 'finished' || mock.office.tickets.size > 60) mock.office.tickets.delete(id);
      mock.push();
      await page.clock.runFor(BETWEEN_MS / 8);
      await page.clock.setSystemTime(now);
    }
  };
  // Tables of weak references keep the size they had at their fullest until they are written to again after a collection:
  // two more calls bring them down to what they hold.
  const settled = async () => { await weigh(); await play(2); return weigh(); };
  await play(40);
  const morning = await settled();
  const days: number[] = [];
  for (let day = 0; day < DAYS; day += 1) { await play(CALLS); days.push((await settled()).kB); }
  const evening = await settled();
  console.log(`board after ${DAYS} day(s): ${morning.kB} kB → ${evening.kB} kB (each evening: ${days.join(', ')}), ${morning.nodes} → ${evening.nodes} nodes`);
  // What the engine itself keeps varies by 0.4 MB, also over three days; one view kept per call would be 6 MB a day.
  expect(evening.kB).toBeLessThan(morning.kB + 1_000);
  // What fills up in the first days stays: from then on nothing comes to it.
  if (DAYS > 3) expect(evening.kB).toBeLessThan(days[2]! + 200);
  expect(evening.nodes).toBeLessThan(morning.nodes * 1.2 + 50);
  expect(evening.jsEventListeners).toBeLessThanOrEqual(morning.jsEventListeners + 5);
});
