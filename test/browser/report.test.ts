import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type BrowserContextOptions, type Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { findChromium } from '../support/chromium.js';
import { lab } from '../support/cli.js';
import { record, survivor } from '../support/records.js';
import { writeRun } from '../support/results.js';

const found = await findChromium();
const lacking = 'lacking' in found ? `no browser: ${found.lacking}` : false;
// Where nobody looks, tests that were skipped would look like tests that passed.
if (process.env.REQUIRE_BROWSER && lacking) t.fail(lacking);

const HOSTILE = '<img src=x onerror="window.hurt = true"></script>\u001b[2J';

/** More than a page of the table holds; one of them means harm. */
const trials = Array.from({ length: 120 }, (_, trial) => {
  if (trial % 3 === 0) return survivor({ trial });
  const message = trial === 1 ? HOSTILE : 'Segmentation fault';
  const outcome = { kind: 'crashed' as const, signal: 'SIGSEGV', message };
  return record({ trial, attempts: 7 * trial, outcome });
});

const results = t.testdir();
writeRun(results, trials);
await lab('report', '--results', results);
const url = pathToFileURL(path.join(results, 'report.html')).href;
/** Where a person may look at them; they are not kept otherwise. */
const screenshots = process.env.SCREENSHOTS ?? path.join(results, 'screenshots');

/** Opens the page, which must say nothing to the console and ask for nothing. */
const withPage = async (
  t: Test,
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> => {
  if ('lacking' in found) return;
  const browser = await chromium.launch({
    executablePath: found.executable,
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage(options);
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (request.url() !== url) complaints.push(request.url());
    });
    await page.goto(url);
    await use(page);
    t.strictSame(complaints, []);
  } finally {
    await browser.close();
  }
};

const browserTest = (name: string, run: (t: Test) => Promise<void>) =>
  t.test(name, { skip: lacking }, run);

const count = (page: Page) => page.textContent('#trial-count');
const rows = (page: Page) => page.locator('#trial-table tbody tr').count();

await browserTest('the table of trials filters and turns its pages', (t) =>
  withPage(t, {}, async (page) => {
    t.equal(await count(page), '120 of 120 trials');
    t.equal(await rows(page), 50);
    await page.click('button[name=next]');
    await page.click('button[name=next]');
    t.equal(await rows(page), 20);
    t.ok(await page.isDisabled('button[name=next]'));
    await page.selectOption('select[name=outcome]', 'survived');
    t.equal(await count(page), '40 of 120 trials');
    await page.selectOption('select[name=outcome]', '');
    await page.fill('input[name=text]', 'segmentation crashed');
    t.equal(await count(page), '79 of 120 trials');
    await page.fill('input[name=text]', 'nothing of the kind');
    t.equal(await count(page), '0 of 120 trials');
    t.equal(await rows(page), 0);
  }),
);

await browserTest('what a fixture printed stays text in the browser', (t) =>
  withPage(t, {}, async (page) => {
    await page.fill('input[name=text]', 'onerror');
    t.equal(await count(page), '1 of 120 trials');
    const shown = await page.textContent('#trial-table tbody tr td:last-child');
    t.equal(shown, HOSTILE.replace('\u001b', '\\x1b'));
    t.equal(await page.locator('img').count(), 0);
    t.equal(await page.evaluate('window.hurt'), undefined);
  }),
);

const ground = (page: Page) =>
  page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
const WHITE = 'rgb(255, 255, 255)';

await browserTest(
  'colours are those of the system until others are chosen',
  async (t) => {
    await withPage(t, { colorScheme: 'light' }, async (page) => {
      t.equal(await ground(page), WHITE);
      await page.selectOption('#theme', 'dark');
      t.not(await ground(page), WHITE);
      await page.reload();
      t.not(await ground(page), WHITE, 'the choice is remembered');
      await page.emulateMedia({ media: 'print' });
      t.equal(await ground(page), WHITE, 'paper is white');
    });
    await withPage(t, { colorScheme: 'dark' }, async (page) => {
      t.not(await ground(page), WHITE);
      await page.selectOption('#theme', 'light');
      t.equal(await ground(page), WHITE);
    });
  },
);

await browserTest('the keyboard reaches everything, and one sees where it is', (t) =>
  withPage(t, {}, async (page) => {
    await page.keyboard.press('Tab');
    t.equal(await page.evaluate('document.activeElement.className'), 'skip');
    const style = 'getComputedStyle(document.activeElement).outlineStyle';
    t.equal(await page.evaluate(style), 'solid');
    await page.keyboard.press('Enter');
    await page.focus('button[name=next]');
    await page.keyboard.press('Enter');
    t.equal(await page.textContent('#trial-page'), 'page 2 of 3');
  }),
);

await browserTest('what is folded is open on paper', (t) =>
  withPage(t, {}, async (page) => {
    const folded = 'document.querySelectorAll("details:not([open])").length';
    t.ok(Number(await page.evaluate(folded)) > 0);
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    t.equal(await page.evaluate(folded), 0);
    const paper = await page.pdf({ path: path.join(screenshots, 'printed.pdf') });
    t.ok(paper.length > 10_000);
  }),
);

/** Parts of the page that are cut off and cannot be reached, or the other way round. */
const MISLED = `[...document.querySelectorAll('.wide, .picture')].filter(
  (part) => (part.scrollWidth > part.clientWidth) !== (part.tabIndex === 0)).length`;

const VIEWS = {
  phone: { viewport: { width: 360, height: 740 }, isMobile: true },
  desktop: { viewport: { width: 1280, height: 900 } },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
} as const;

for (const [name, view] of Object.entries(VIEWS)) {
  await browserTest(`nothing is wider than the screen: ${name}`, (t) =>
    withPage(t, view, async (page) => {
      const width = 'document.documentElement.scrollWidth';
      t.equal(await page.evaluate(width), view.viewport.width);
      t.equal(await page.evaluate(MISLED), 0, 'what scrolls by itself, keys reach');
      const file = path.join(screenshots, `${name}.png`);
      t.ok((await page.screenshot({ path: file, fullPage: true })).length > 10_000);
    }),
  );
}
