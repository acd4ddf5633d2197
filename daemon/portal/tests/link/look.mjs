// The portal's pages in real Chromium: node look.mjs ADDRESS COOKIE PATHS-JSON [PICTURES]
// Prints what is wrong as a JSON array: what axe finds (WCAG 2.2 A and AA), a page wider than its window, an error on the
// console, an answer that failed. With a directory for pictures every page is drawn, in every language, on a telephone and
// on a desk; without one axe looks at each page in one language on a telephone and in another on a desk.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../../display/web/package.json', import.meta.url));
const { chromium } = require('@playwright/test');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const LANGUAGES = ['ar', 'fr', 'zgh', 'en'];
const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1366, height: 900 } };

const [base, cookie, paths, pictures] = process.argv.slice(2);
const faults = [];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

async function look(page, where, name, deep) {
  await page.goto(`${base}${where}`);
  await page.evaluate(() => {
    document.querySelectorAll('details').forEach((d) => { d.open = true; });
    return document.fonts.ready;
  });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 1) faults.push(`${name}: ${wide} px wider than the window`);
  if (deep) {
    await page.evaluate(axe);
    const found = await page.evaluate(async (tags) => {
      const { violations } = await window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
      return violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 140)).join(' | ')}`);
    }, WCAG);
    faults.push(...found.map((f) => `${name}: ${f}`));
  }
  if (pictures) await page.screenshot({ path: `${pictures}/${name.replace(/[^a-z0-9]+/gi, '-')}.png`, fullPage: true });
}

for (const [size, viewport] of Object.entries(SIZES)) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  page.on('console', (message) => { if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`); });
  page.on('response', (answer) => { if (answer.status() >= 400) faults.push(`${answer.status()} ${answer.url()}`); });
  for (const [n, { path, signed }] of JSON.parse(paths).entries()) {
    await context.clearCookies();
    if (signed) {
      const [name, value] = cookie.split('=');
      await context.addCookies([{ name, value, url: base }]);
    }
    for (const [i, lang] of LANGUAGES.entries()) {
      const deep = pictures !== undefined || (size === 'phone' ? (n + i) % 4 === 0 : (n + i) % 4 === 1);
      if (size === 'desk' && !deep) continue;
      const where = `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;
      await look(page, where, `${size} ${lang} ${path}${signed ? ' in' : ''}`, deep);
    }
  }
  await context.close();
}
await browser.close();
console.log(JSON.stringify(faults));
