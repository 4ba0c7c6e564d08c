import { parseHTML } from 'linkedom';

/**
 * Creates the elements of pictures and pages; nothing is ever put into the document
 * itself. Text and attributes set on the elements are escaped on output.
 */
export const { document } = parseHTML('<!doctype html><html lang="en"></html>');

const SVG = 'http://www.w3.org/2000/svg';

/** What an element may hold. Strings become text and can become nothing else. */
export type Child = Node | string | undefined;

const filled = <E extends Element>(
  made: E,
  attributes: Readonly<Record<string, string | number>>,
  children: readonly Child[],
): E => {
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
};

/** An element of the page. */
export const element = (
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElement => filled(document.createElement(name), attributes, children);

/** An element of a picture. */
export const svgElement = (
  name: string,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly Child[]
): SVGElement => filled(document.createElementNS(SVG, name), attributes, children);

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
