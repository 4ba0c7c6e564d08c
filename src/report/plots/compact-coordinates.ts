/** Attributes that hold coordinates, without those that only look as if they did. */
const COORDINATES = [
  'd',
  'transform',
  'x',
  'x1',
  'x2',
  'y',
  'y1',
  'y2',
  'width',
  'cx',
  'cy',
];
const LONG_DECIMAL = /-?\d+\.\d{2,}/g;
const STRAIGHT = /^M[-\d.,]+(?:[LMZ][-\d.,]*)+$/;

const toTenths = (text: string): string =>
  text.replace(LONG_DECIMAL, (digits) => String(Math.round(Number(digits) * 10) / 10));

/**
 * Writes the horizontal and vertical lines of a straight-lined path as such; the paths of
 * steps consist of these.
 */
const shortenPath = (path: string): string => {
  if (!STRAIGHT.test(path)) return path;
  let [x, y] = ['', ''];
  return path.replaceAll(/([ML])([-\d.]+),([-\d.]+)/g, (_, command, nextX, nextY) => {
    const [sameX, sameY] = [x === nextX, y === nextY];
    [x, y] = [String(nextX), String(nextY)];
    if (command === 'M') return `M${x},${y}`;
    if (sameX) return sameY ? '' : `V${y}`;
    return sameY ? `H${x}` : `L${x},${y}`;
  });
};

/**
 * Rounds the coordinates of a picture to a tenth of a pixel and shortens its paths. The
 * picture becomes a half smaller, and equal on machines whose last digits differ.
 */
export const compactCoordinates = (svg: Element): void => {
  for (const element of svg.querySelectorAll('*')) {
    for (const name of COORDINATES) {
      const value = element.getAttribute(name);
      if (value === null || value.endsWith('em')) continue;
      const rounded = toTenths(value);
      const compact = name === 'd' ? shortenPath(rounded) : rounded;
      if (compact !== value) element.setAttribute(name, compact);
    }
  }
};
