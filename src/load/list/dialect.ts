/** Finds the delimiter of a CSV from its first records, looking outside quotes only. */
import { isNumberHeader } from '../row/mapping.ts';
import { looksLikeNumber } from './header.ts';

const DELIMITERS = [',', '\t', ';', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const RECORDS = 20;
/** A longer line is no header. */
const LONGEST = 8192;

/** Excel's own way to say it, as the first line: `sep=;`. */
const DECLARED = /^\uFEFF?"?sep=([,\t;|])"?\r?\n/i;

export function declaredDelimiter(head: string): Delimiter | undefined {
  return DECLARED.exec(head)?.[1] as Delimiter | undefined;
}

/**
 * The candidate that splits the header and agrees best with the records after it, whatever the file is called; `usual`,
 * what its name promises, when none does.
 */
export function findDelimiter(head: string, usual: Delimiter = ','): Delimiter {
  const { counts, texts } = countPerRecord(head);
  const [header, ...rest] = counts;
  let best: Delimiter = usual;
  let bestScore = 0;
  DELIMITERS.forEach((delimiter, at) => {
    const inHeader = header?.[at] ?? 0;
    if (inHeader === 0) return;
    const agree = rest.filter((record) => record[at] === inHeader).length;
    // A comma within the one header of a TSV is a comma.
    if (delimiter !== usual && agree === 0 && rest.length > 0 && usual !== ',') return;
    // Agreement first: a header "Name, first;Phone" has both, but its rows have one.
    const score = (rest.length === 0 ? 1 : agree / rest.length) * 1000 + Math.min(inHeader, 999);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  });
  const [top = '', ...below] = texts;
  if (DELIMITERS.some((delimiter) => splitsHeader(top, delimiter))) return best;
  return belowTitle(below) ?? best;
}

/** A title above the header says nothing of the delimiter: the first line does that names a number when it is split. */
function belowTitle(texts: readonly string[]): Delimiter | undefined {
  for (const text of texts) {
    const found = DELIMITERS.find((delimiter) => splitsHeader(text, delimiter));
    if (found !== undefined) return found;
  }
  return undefined;
}

function splitsHeader(text: string, delimiter: Delimiter): boolean {
  const cells = text.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  return cells.length > 1 && cells.some(isNumberHeader) && !cells.some(looksLikeNumber);
}

function countPerRecord(head: string): { readonly counts: number[][]; readonly texts: string[] } {
  const records: number[][] = [];
  const texts: string[] = [];
  let text = '';
  let counts = DELIMITERS.map(() => 0);
  let quoted = false;
  let length = 0;
  for (const char of head) {
    if (char === '"') quoted = !quoted;
    if (!quoted && (char === '\n' || char === '\r')) {
      if (length > 0) {
        records.push(counts);
        texts.push(text);
      }
      text = '';
      if (records.length === RECORDS) return { counts: records, texts };
      counts = DELIMITERS.map(() => 0);
      length = 0;
      continue;
    }
    length += 1;
    if (length <= LONGEST) text += char;
    const at = quoted ? -1 : (DELIMITERS as readonly string[]).indexOf(char);
    if (at >= 0) counts[at] = (counts[at] ?? 0) + 1;
  }
  // The last record of the head may be cut in the middle: it counts only where it is all there is.
  if (length > 0 && records.length === 0) {
    records.push(counts);
    texts.push(text);
  }
  return { counts: records, texts };
}
