// Names in records may come from anywhere; here they are made fit for files and pages.

const FILE_NAME = /^[a-z0-9][a-z0-9-]*$/;

/** Whether a name is safe for a file. */
export const isFileName = (name: string): boolean => FILE_NAME.test(name);

/** A name as an id on a page. */
export const anchorOf = (name: string): string =>
  `of-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
