import { document } from '../plots/document.js';

export type Child = Node | string | undefined;

/**
 * An element of the page. Children that are strings become text and can become nothing
 * else, whatever they hold.
 */
export const element = (
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElement => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== undefined));
  return made;
};
