/** Lines of a label and its text, the text within its own column however narrow the screen is. Pure. */
import { printable } from '../model/printable.ts';

export type Labeled = readonly [label: string, text: string];

/** Below this a column of text is worse than a long line. */
const LEAST = 24;

/** `columns` null: no screen, where a line is a line and is searched for. */
export function labeledLines(lines: readonly Labeled[], width: number, columns: number | null): readonly string[] {
  const indent = ' '.repeat(width + 3);
  return lines.flatMap(([label, text]) => {
    const head = `  ${label.padEnd(width)} `;
    const shown = printable(text);
    if (columns === null) return [`${head}${shown}`];
    const [first = '', ...rest] = wrapped(shown, Math.max(LEAST, columns - head.length - 1));
    return [`${head}${first}`, ...rest.map((line) => `${indent}${line}`)];
  });
}

/** At blanks alone: a word that is longer than the line (an address, an id) stays whole, to be copied. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && [...longer].length > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
