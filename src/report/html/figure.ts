import { document } from '../plots/document.js';
import { element } from './element.js';

/** A picture with its title under it; the page's styles decide its colours. */
export const pictureFigure = (svg: SVGSVGElement): HTMLElement => {
  const title = svg.querySelector('title')?.textContent ?? '';
  return element(
    'figure',
    {},
    element('div', { class: 'picture' }, document.importNode(svg, true)),
    element('figcaption', {}, title),
  );
};
