/** Breaks a line for a narrow screen at its blanks, and lets what goes on stand under what it goes on from. Pure. */

/** What is to be copied and typed stays one line: a terminal breaks it without a line break of its own. */
const TYPED = /^\s*(?:next: |\$ |outdial |npx |[[{"])/;
/** A label and its gap, a number and its gap, or a mark: `  withheld    `, `     15  `, `       → `. */
const HANGING = /^(\s*(?:\S+(?: \S+)?\s{2,}|→ |note {2,}|error {2,})|\s+)/;

/** Lines of at most `width` columns, but for words that are longer. */
export function wrap(line: string, width: number): readonly string[] {
  if (width < LEAST || widthOf(line) <= width || TYPED.test(line.replace(COLORS, ''))) return [line];
  const lead = HANGING.exec(line)?.[1] ?? '';
  return folded(lead, line.slice(lead.length), width);
}

/** A label and its text. `width`: of the terminal. */
export function wrapped(label: string, text: string, width: number): string {
  return folded(label, text, Math.max(LEAST, width - 1)).join('\n');
}

/** What goes on stands under the text, unless the label takes half of the room. */
export function folded(lead: string, text: string, width: number): readonly string[] {
  const indent = widthOf(lead) <= width / 2 ? widthOf(lead) : 2;
  const lines: string[] = [];
  let current = lead;
  let empty = true;
  for (const word of text.split(/ +/)) {
    if (!empty && widthOf(current) + 1 + widthOf(word) > width) {
      lines.push(current);
      current = ' '.repeat(indent);
      empty = true;
    }
    current += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, current];
}

/** Narrower than this nothing is worth breaking. */
const LEAST = 20;

const COLORS = /\u001b\[[\d;]*m/g;
/** Columns on the screen: East Asian characters and pictures take two, marks upon letters none. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

function widthOf(text: string): number {
  let width = 0;
  for (const sign of text.replace(COLORS, '')) width += /\p{M}|\p{Cf}/u.test(sign) ? 0 : WIDE.test(sign) ? 2 : 1;
  return width;
}
