import { element, type Child } from '../dom.js';

export interface DataTable {
  readonly caption: string;
  readonly header: readonly string[];
  /** The first cell of each row is its heading. */
  readonly rows: readonly (readonly Child[])[];
  /** The columns of figures, by index. */
  readonly figures?: readonly number[];
  /** On a narrow screen the cells of a row stand below one another. */
  readonly stacks?: true;
}

/** A table with its caption, which scrolls by itself where it is wider than the page. */
export const dataTable = ({
  caption,
  header,
  rows,
  figures = [],
  stacks,
}: DataTable): HTMLElement => {
  const attributes = (place: number): Record<string, string> => ({
    ...(figures.includes(place) && { class: 'figure' }),
    ...(stacks && { 'data-title': header[place] ?? '' }),
  });
  // Where rows are laid out as blocks, browsers no longer treat these elements as a
  // table.
  const role = (name: string): Record<string, string> => (stacks ? { role: name } : {});
  const head = header.map((title, place) =>
    element('th', { scope: 'col', ...attributes(place), ...role('columnheader') }, title),
  );
  const body = rows.map((row) => {
    const cells = row.map((child, place) =>
      place === 0
        ? element('th', { scope: 'row', ...role('rowheader') }, child)
        : element('td', { ...attributes(place), ...role('cell') }, child),
    );
    return element('tr', role('row'), ...cells);
  });
  const table = element(
    'table',
    stacks ? { class: 'stacks', ...role('table') } : {},
    element('caption', {}, caption),
    element('thead', role('rowgroup'), element('tr', role('row'), ...head)),
    element('tbody', role('rowgroup'), ...body),
  );
  return element('div', { class: 'wide' }, table);
};
