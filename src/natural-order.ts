const collator = new Intl.Collator('en', { numeric: true });

/** Compares names as people order them: 5.9 before 5.10, A2 before A10. */
export const naturalOrder = (a: string, b: string): number => collator.compare(a, b);
