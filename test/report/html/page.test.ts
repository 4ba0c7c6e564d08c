import { parseHTML } from 'linkedom';
import t, { type Test } from 'tap';
import { gatherFindings } from '../../../src/analysis/findings.js';
import type { TrialRecord } from '../../../src/journal/trial-record.js';
import { discoverExperiments } from '../../../src/plan/discover.js';
import { renderReportPage } from '../../../src/report/html/page.js';
import { manifest, record, survivor } from '../../support/records.js';

const experiments = await discoverExperiments();

const render = (trials: readonly TrialRecord[]): string =>
  renderReportPage(gatherFindings([{ manifest: manifest(), trials }], experiments));

/** The page as a browser would read it. */
const read = (page: string): Document => parseHTML(page).document;

interface Packed {
  readonly messages: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

const packed = (page: Document): Packed =>
  JSON.parse(page.querySelector('#trial-data')?.textContent ?? '') as Packed;

const HOSTILE = '\u001b[2J</script><img src=x onerror=alert(1)><!--<script>"\u202e';

await t.test('what a fixture said is text, wherever it stands', (t) => {
  const hostile = record({
    outcome: { kind: 'fatal-error', message: HOSTILE },
    variant: { handler: '<b>plain</b>' },
    subject: { kind: 'ocaml', version: '5.3.0"><i>' },
    measurements: {
      '<u>delay': { unit: '"><s>', histogram: { sum: 1, max: 1, buckets: [[1, 1]] } },
    },
  });
  const page = render([hostile, { ...hostile, trial: 1, experiment: '"><em>&' }]);
  const clean = read(render([record()]));
  const dirty = read(page);
  for (const name of ['img', 'b', 'i', 'u', 's', 'em', '[onerror]']) {
    t.equal(dirty.querySelectorAll(name).length, 0, name);
  }
  t.equal(
    dirty.querySelectorAll('script').length,
    clean.querySelectorAll('script').length,
  );
  t.notMatch(page, /\u001b/);
  t.ok(packed(dirty).messages.some((text) => text.startsWith('\\x1b[2J</script><img')));
  t.ok(dirty.querySelector('code')?.textContent.includes('<img src=x'));
  t.end();
});

await t.test('the page needs nothing else and allows nothing else', (t) => {
  const page = read(render([record(), survivor({ trial: 1 })]));
  const policy = page.querySelector('meta[http-equiv]')?.getAttribute('content') ?? '';
  t.match(policy, /^default-src 'none'; script-src 'sha256-[^ ]+'; /);
  t.equal(page.querySelectorAll('[src], link, style[media], iframe').length, 0);
  const links = [...page.querySelectorAll('a')].map((a) => a.getAttribute('href') ?? '');
  for (const link of links) {
    t.match(link, /^#/);
    t.ok(page.getElementById(link.slice(1)), link);
  }
  t.end();
});

const isAccessible = (t: Test, page: Document): void => {
  const ids = [...page.querySelectorAll('[id]')].map(({ id }) => id);
  t.equal(new Set(ids).size, ids.length, 'ids are of one element each');
  for (const svg of page.querySelectorAll('svg')) {
    const labels = (svg.getAttribute('aria-labelledby') ?? '').split(' ');
    const text = labels.map((id) => page.getElementById(id)?.textContent ?? '');
    t.ok(text.length === 2 && text.every(Boolean), labels.join(' '));
  }
  for (const table of page.querySelectorAll('table')) {
    t.ok(table.querySelector('caption')?.textContent);
  }
  for (const name of ['header', 'main', 'nav', 'h1']) {
    t.equal(page.querySelectorAll(name).length, 1, name);
  }
};

const card = (page: Document): string =>
  page.getElementById('of-callback')?.textContent ?? '';

/** The first row of a table of the card. */
const rowIn = (page: Document, caption: RegExp): string | undefined => {
  const tables = [
    ...(page.getElementById('of-callback')?.querySelectorAll('table') ?? []),
  ];
  const table = tables.find((each) => caption.test(each.textContent));
  return table?.querySelector('tbody tr')?.textContent;
};

await t.test('an experiment has its curves, its fit and its outcomes', (t) => {
  const failures = [5, 40, 90].map((attempts, trial) => record({ attempts, trial }));
  const page = read(render([...failures, survivor({ trial: 3 })]));
  isAccessible(t, page);
  t.match(card(page), /5\.3\.0: 3 of 4 trials failed, half of them by attempt 65/);
  t.match(card(page), /Exponential Q-Q plot/);
  t.match(card(page), /How trials of callback ended/);
  t.equal(packed(page).rows.length, 4);
  t.end();
});

await t.test('trials that ran out of time are shown both ways', (t) => {
  const late = record({ outcome: { kind: 'timed-out' }, censored: true, attempts: 7 });
  const page = read(render([late, survivor({ trial: 1 })]));
  isAccessible(t, page);
  t.match(rowIn(page, /versions side by side/), /^5\.3\.020-0 /);
  t.match(rowIn(page, /ran out of time counted as failures/), /^5\.3\.021/);
  t.end();
});

await t.test('versions are tested against one another, and over the page', (t) => {
  const on = (version: string, from: number): readonly TrialRecord[] =>
    Array.from({ length: 8 }, (_, trial) =>
      record({
        trial: from + trial,
        subject: { kind: 'ocaml', version },
        attempts: from + trial,
        ...(trial === 0 && { outcome: { kind: 'hung' as const } }),
      }),
    );
  const faulty = record({
    subject: { kind: 'ocaml', version: '5.4.1' },
    outcome: { kind: 'harness-fault' },
  });
  const page = read(render([...on('5.1.0', 10), ...on('5.3.0', 100), faulty]));
  isAccessible(t, page);
  const text = card(page);
  t.match(
    text,
    /Half of '5\.3\.0' failed by attempt 103\.5, half of '5\.1\.0' failed by/,
  );
  t.match(
    text,
    /Log-rank test of all: chi-square [\d.]+, 1 degree of freedom, p = [\d.e-]+/,
  );
  t.match(text, /Fisher's exact test of the outcomes: p = 1\.0/);
  t.match(
    rowIn(page, /how its trials ended/),
    /^5\.1\.0crashed787\.5 % \(52\.9 to 97\.8\)/,
  );
  t.match(
    page.getElementById('methods')?.textContent,
    /on this page: 1 log-rank of all groups .*, 1 Fisher's/,
  );
  t.end();
});

await t.test('where nothing failed there is no fit to draw', (t) => {
  const page = read(render([survivor(), survivor({ trial: 1 })]));
  isAccessible(t, page);
  t.match(card(page), /0 of 2 trials failed; the longest lasted 3,000 attempts/);
  t.notMatch(card(page), /Q-Q/);
  t.end();
});

await t.test('one trial is enough, and so are faults of the harness', (t) => {
  isAccessible(t, read(render([record({ attempts: 1 })])));
  const fault = record({ outcome: { kind: 'harness-fault' } });
  const page = read(render([fault, { ...fault, trial: 1 }]));
  isAccessible(t, page);
  t.match(card(page), /all are faults of the harness/);
  t.equal(packed(page).rows.length, 2);
  t.end();
});

await t.test('without a run there is a page all the same', (t) => {
  const page = read(renderReportPage(gatherFindings([], experiments)));
  isAccessible(t, page);
  t.match(page.getElementById('claims')?.textContent ?? '', /no trials recorded/);
  t.end();
});

await t.test('latencies that a fixture measured are drawn', (t) => {
  const histogram = {
    sum: 700,
    max: 450,
    buckets: [[100, 3] as const, [400, 1] as const],
  };
  const buckets = histogram.buckets.map(([floor, count]): [number, number] => [
    floor,
    count,
  ]);
  const measurements = {
    swap: { unit: 'ns', histogram: { ...histogram, buckets } },
    signalDelay: { unit: 'ns', histogram: { ...histogram, buckets } },
  };
  const page = read(render([record({ measurements })]));
  t.match(card(page), /swap \(ns\) in callback/);
  t.match(
    rowIn(page, /^Latencies in callback/),
    /^swap \(ns\)default4101405408408450$/,
    'how many, the quantiles within their buckets, and the largest itself',
  );
  t.notMatch(card(page), /signalDelay/);
  const environment = page.getElementById('environment')?.textContent ?? '';
  t.match(environment, /From sending a signal to the entry of its handler, by driver/);
  t.end();
});
