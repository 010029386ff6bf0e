/** Lines of a label and its text, the text within its own column however narrow the screen is. Pure. */
import { printable } from '../model/printable.ts';
import { folded } from './wrap.ts';

export type Labeled = readonly [label: string, text: string];

/** Below this a column of text is worse than a long line. */
const LEAST = 40;

/** `columns` null: no screen, where a line is a line and is searched for. */
export function labeledLines(lines: readonly Labeled[], width: number, columns: number | null): readonly string[] {
  return lines.flatMap(([label, text]) => {
    const head = `  ${label.padEnd(width)} `;
    const shown = printable(text);
    return columns === null ? [`${head}${shown}`] : folded(head, shown, Math.max(LEAST, columns - 1));
  });
}
