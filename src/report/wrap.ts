/** A label and its text, broken between words where a terminal would break within them; what follows stands below the text. */

/** `width`: of the terminal. A word that is longer than a line is left to it. */
export function wrapped(label: string, text: string, width: number): string {
  const room = Math.max(MIN, width - 1 - label.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && [...line].length + 1 + [...word].length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return `${label}${[...lines, line].join(`\n${' '.repeat(label.length)}`)}`;
}

const MIN = 20;
