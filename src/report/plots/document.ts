import { parseHTML } from 'linkedom';

/**
 * Makes the elements of pictures and pages; nothing is ever put into it. What is set as
 * text or attribute in these comes out escaped.
 */
export const { document } = parseHTML('<!doctype html><html lang="en"></html>');
