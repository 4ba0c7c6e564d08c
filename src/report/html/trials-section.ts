import { formatCount } from '../text/format.js';
import { element } from '../dom.js';
import type { TrialData } from './trial-data.js';

const COLUMNS = [
  'run and trial',
  'experiment',
  'variant',
  'subject',
  'outcome',
  'attempts',
  'preempts',
  'ms',
  'what it said',
];
const FIGURES = ['attempts', 'preempts', 'ms'];

const choice = (label: string, name: string): HTMLElement =>
  element(
    'label',
    {},
    `${label} `,
    element('select', { name }, element('option', { value: '' }, 'all')),
  );

const filters = (): HTMLElement => {
  const text = {
    name: 'text',
    type: 'search',
    placeholder: 'task=calling, SIGSEGV…',
    autocomplete: 'off',
  };
  return element(
    'form',
    { id: 'trial-filters', role: 'search', 'aria-label': 'Filter trials' },
    choice('Experiment', 'experiment'),
    choice('Subject', 'subject'),
    choice('Outcome', 'outcome'),
    element('label', {}, 'Text ', element('input', text)),
  );
};

const pager = (): HTMLElement => {
  const button = (name: string, label: string) =>
    element('button', { type: 'button', name }, label);
  return element(
    'div',
    { id: 'trial-pages', role: 'group', 'aria-label': 'Pages of trials' },
    button('previous', 'Previous'),
    element('span', { id: 'trial-page' }),
    button('next', 'Next'),
  );
};

/**
 * Text for a script element. Such an element ends at the first `</script`, whatever
 * surrounds it, and its text is not escaped, so the text must not contain `<`.
 */
const inScript = (value: unknown): string =>
  JSON.stringify(value).replaceAll('<', String.raw`\u003c`);

/** The table of all trials. The page's script makes its rows, one page at a time. */
export const trialsSection = (data: TrialData): HTMLElement => {
  const head = COLUMNS.map((title) =>
    element(
      'th',
      { scope: 'col', ...(FIGURES.includes(title) && { class: 'figure' }) },
      title,
    ),
  );
  const table = element(
    'table',
    { id: 'trial-table' },
    element('caption', {}, 'Trials; run and trial are what preempt-lab replay takes'),
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}),
  );
  const needed = `The ${formatCount(data.rows.length)} trials are listed where scripts may run.`;
  return element(
    'section',
    { id: 'trials', 'aria-labelledby': 'trials-heading' },
    element('h2', { id: 'trials-heading' }, 'All trials'),
    element('noscript', {}, needed),
    filters(),
    element('p', { id: 'trial-count', role: 'status' }),
    element('div', { class: 'wide' }, table),
    pager(),
    element('script', { type: 'application/json', id: 'trial-data' }, inScript(data)),
  );
};
