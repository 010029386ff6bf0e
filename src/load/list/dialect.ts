/** Finds the delimiter of a CSV from its first records, looking outside quotes only. */

const DELIMITERS = [',', '\t', ';', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const RECORDS = 20;

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
  const counts = countPerRecord(head);
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
  return best;
}

function countPerRecord(head: string): number[][] {
  const records: number[][] = [];
  let counts = DELIMITERS.map(() => 0);
  let quoted = false;
  let length = 0;
  for (const char of head) {
    if (char === '"') quoted = !quoted;
    if (!quoted && (char === '\n' || char === '\r')) {
      if (length > 0) records.push(counts);
      if (records.length === RECORDS) return records;
      counts = DELIMITERS.map(() => 0);
      length = 0;
      continue;
    }
    length += 1;
    const at = quoted ? -1 : (DELIMITERS as readonly string[]).indexOf(char);
    if (at >= 0) counts[at] = (counts[at] ?? 0) + 1;
  }
  // The last record of the head may be cut in the middle: it counts only where it is all there is.
  if (length > 0 && records.length === 0) records.push(counts);
  return records;
}
