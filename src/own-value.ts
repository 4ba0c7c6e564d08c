/**
 * A property of an object itself, by a name that may come from anywhere: `constructor`,
 * say, which every object inherits.
 */
export const ownValue = <T>(
  object: Readonly<Record<string, T>>,
  name: string,
): T | undefined => (Object.hasOwn(object, name) ? object[name] : undefined);
