import type { Findings } from '../../analysis/findings.js';
import { anchorOf } from '../safe-names.js';
import { formatCount } from '../text/format.js';
import { printable } from '../../printable.js';
import { readAssets, type Assets } from './assets.js';
import { claimsSection } from './claims-section.js';
import { element } from '../dom.js';
import { environmentSection } from './environment-section.js';
import { experimentCard } from './experiment-card.js';
import { methodsSection } from './methods-section.js';
import { openingSection } from './opening-section.js';
import { packTrials } from './trial-data.js';
import { trialsSection } from './trials-section.js';

const TITLE = 'preempt-lab: what was asked and found';

const headOf = ({ style, policy }: Assets): HTMLElement =>
  element(
    'head',
    {},
    element('meta', { charset: 'utf-8' }),
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('title', {}, TITLE),
    element('style', {}, style),
  );

const themeSwitch = (): HTMLElement => {
  const option = (value: string, label: string) => element('option', { value }, label);
  return element(
    'label',
    { class: 'theme' },
    'Colours ',
    element(
      'select',
      { id: 'theme' },
      option('', 'as the system'),
      option('light', 'light'),
      option('dark', 'dark'),
    ),
  );
};

const navigation = ({ found }: Findings): HTMLElement => {
  const places = [
    ['survival', 'Survival'],
    ['claims', 'Claims'],
    ...found.map(({ name }) => [anchorOf(name), printable(name)]),
    ['methods', 'Methods'],
    ['trials', 'All trials'],
    ['environment', 'Environment'],
  ];
  const links = places.map(([id = '', label = '']) =>
    element('li', {}, element('a', { href: `#${id}` }, label)),
  );
  return element('nav', { 'aria-label': 'Sections' }, element('ul', {}, ...links));
};

const summaryOf = ({ runs, found }: Findings): string => {
  const trials = runs.reduce((count, run) => count + run.trials.length, 0);
  return (
    `${formatCount(trials)} trials of ${found.length} experiments in ${runs.length} runs. ` +
    'A trial runs in a process of its own, hits one of its threads with signals, and ' +
    'records how often it could be preempted before it crashed, hung or computed ' +
    'something wrong. All figures on this page are made from the recorded trials.'
  );
};

const bodyOf = (findings: Findings): readonly HTMLElement[] => [
  element('a', { class: 'skip', href: '#main' }, 'Skip to the findings'),
  element(
    'header',
    {},
    element('h1', {}, TITLE),
    element('p', {}, summaryOf(findings)),
    themeSwitch(),
    navigation(findings),
  ),
  element(
    'main',
    { id: 'main' },
    openingSection(findings),
    claimsSection(findings.claims),
    ...findings.found.map(experimentCard),
    methodsSection(findings.tests),
    trialsSection(packTrials(findings.runs, findings.experiments)),
    environmentSection(findings.runs),
  ),
];

/**
 * One page with everything that recorded runs say, which needs no other file and no
 * network. The same records give the same bytes.
 */
export const renderReportPage = (findings: Findings): string => {
  const assets = readAssets();
  const body = element('body', {}, ...bodyOf(findings));
  body.append(element('script', {}, assets.script));
  const page = element('html', { lang: 'en' }, headOf(assets), body);
  return `<!doctype html>\n${page.outerHTML}\n`;
};
