import { svgElement } from '../dom.js';

/**
 * A picture in a file of its own brings its background with it, so that its text is
 * readable on any page. (Where the reader wants dark, the background is dark too.)
 */
const STYLE = `
svg { color: #1f2328; --ground: #ffffff; --plot-background: #ffffff; }
@media (prefers-color-scheme: dark) {
  svg { color: #d8dee4; --ground: #15191f; --plot-background: #15191f; }
}
.ground { fill: var(--ground); }
`;
const PADDING = 12;

/** A picture as the text of an SVG file; the element itself is left as it is. */
export const standalonePicture = (svg: SVGSVGElement): string => {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [width, height] = [
    Number(svg.getAttribute('width')),
    Number(svg.getAttribute('height')),
  ];
  const [outerWidth, outerHeight] = [width + 2 * PADDING, height + 2 * PADDING];
  const box = [-PADDING, -PADDING, outerWidth, outerHeight];
  const corner = { x: -PADDING, y: -PADDING, rx: 8 };
  const size = { width: outerWidth, height: outerHeight };
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('viewBox', box.join(' '));
  copy.setAttribute('width', String(outerWidth));
  copy.setAttribute('height', String(outerHeight));
  // After the title and the description, which have to be first.
  const [, , drawn = null] = copy.children;
  copy.insertBefore(svgElement('style', {}, STYLE), drawn);
  copy.insertBefore(svgElement('rect', { class: 'ground', ...corner, ...size }), drawn);
  return `${copy.outerHTML}\n`;
};
