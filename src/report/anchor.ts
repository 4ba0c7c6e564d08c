/**
 * A name as an id on the page. Records, and the names in them, may come from anywhere.
 */
export const anchorOf = (name: string): string =>
  `of-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
