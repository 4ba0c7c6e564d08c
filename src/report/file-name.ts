const SAFE = /^[a-z0-9][a-z0-9-]*$/;

/** Whether a name from records, which may come from anywhere, is safe as a file name. */
export const isFileName = (name: string): boolean => SAFE.test(name);
