import type { Findings } from '../../analysis/findings.js';
import { isFileName } from '../safe-names.js';
import { experimentPlot } from './experiment-plot.js';
import { openingPlot } from './opening-plot.js';
import { standalonePicture } from './standalone.js';

/**
 * The pictures that are kept beside the records, as SVG.
 *
 * @returns the pictures by file name; the same records give the same bytes
 */
export const renderPictures = (findings: Findings): ReadonlyMap<string, string> => {
  const pictures = [
    { name: 'opening', svg: openingPlot(findings) },
    ...findings.found
      .filter(({ name }) => isFileName(name))
      .map((found) => ({ name: found.name, svg: experimentPlot(found) })),
  ];
  return new Map(
    pictures.flatMap(({ name, svg }) =>
      svg ? [[`${name}.svg`, standalonePicture(svg)] as const] : [],
    ),
  );
};
