import type { AdjustedComparisons } from '../../analysis/comparison/adjust.js';
import { describeAdjustment, NOTES } from '../comparison/method-notes.js';
import { element } from '../dom.js';

const EXPONENTIAL =
  'The exponential holds where the interval of the Weibull shape (profile likelihood) lies ' +
  'within 0.8 to 1.25, is refuted where it leaves 1 out, and is undecided else: not ' +
  'rejecting is not confirming. "ratio p" is of the likelihood ratio to the Weibull. "fit p" ' +
  'is the p-value of the exponential: by Anderson and ' +
  'Darling under censoring, from a seeded bootstrap; of more than 5,000 trials there is none, ' +
  'the likelihood ratio must do. Where failures come at the first few attempts the law is a ' +
  'geometric distribution, which "fit p" may refute but never confirms. Each version is ' +
  'judged by itself: none of these p-values is adjusted.';

/** How the figures of the experiments are made, and what was adjusted. */
export const methodsSection = (tests: AdjustedComparisons['tests']): HTMLElement =>
  element(
    'section',
    { id: 'methods', 'aria-labelledby': 'methods-heading' },
    element('h2', { id: 'methods-heading' }, 'How versions are compared'),
    element('p', {}, NOTES),
    element('p', {}, EXPONENTIAL),
    element('p', {}, describeAdjustment(tests, 'on this page')),
  );
