import type { CellSummary } from '../../analysis/trials/cell-summary.js';
import { printable } from '../../printable.js';

/** What failing trials said, over several cells, the most frequent first. */
export const failureMessages = (
  summaries: readonly CellSummary[],
): readonly (readonly [text: string, count: number])[] => {
  const counts = new Map<string, number>();
  for (const [message, count] of summaries.flatMap(({ messages }) => [...messages])) {
    const text = printable(message);
    counts.set(text, (counts.get(text) ?? 0) + count);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
};
