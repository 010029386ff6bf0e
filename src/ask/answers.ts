/** Reads what a registry answered: lines of JSON, or of "number,listed,words". Pure. */
export type Answer = { readonly listed: 'yes' | 'no' | 'unknown'; readonly words: string | null };

export type Answers = {
  readonly of: ReadonlyMap<string, Answer>;
  /** Lines about numbers that nobody asked for, and lines that say nothing: none of them counts. */
  readonly odd: number;
};

const LONGEST_WORDS = 500;
const RANK = { no: 0, unknown: 1, yes: 2 } as const;
const SAID: Readonly<Record<string, Answer['listed']>> = {
  ...{ yes: 'yes', y: 'yes', true: 'yes', '1': 'yes', listed: 'yes' },
  ...{ no: 'no', n: 'no', false: 'no', '0': 'no', clear: 'no' },
  unknown: 'unknown',
};

/** Said twice of one number, the stricter word counts. */
export function readAnswers(text: string, asked: readonly string[]): Answers {
  const wanted = new Set(asked);
  const of = new Map<string, Answer>();
  let odd = 0;
  for (const line of linesOf(text)) {
    const read = line.startsWith('{') ? fromJson(line) : fromCsv(line);
    if (read === 'header') continue;
    if (read === null || !wanted.has(read.number)) {
      odd += 1;
      continue;
    }
    const { number, ...answer } = read;
    const known = of.get(number);
    if (known === undefined || RANK[answer.listed] > RANK[known.listed]) of.set(number, answer);
  }
  return { of, odd };
}

/** A whole document of JSON is its list, or the one that it holds under "answers". */
function linesOf(text: string): readonly string[] {
  const trimmed = text.trim();
  try {
    const value: unknown = JSON.parse(trimmed);
    const list: unknown = Array.isArray(value) ? value : (value as { readonly answers?: unknown } | null)?.answers;
    if (Array.isArray(list)) return list.map((one) => JSON.stringify(one) ?? '');
  } catch {
    // Line by line.
  }
  return trimmed.split(/\r?\n/).filter((line) => line.trim() !== '');
}

type Read = (Answer & { readonly number: string }) | null;

function fromJson(line: string): Read {
  try {
    const { number, listed, words } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    return readOf(number, listed === null ? 'unknown' : listed, words);
  } catch {
    return null;
  }
}

function fromCsv(line: string): Read | 'header' {
  const [, number = '', listed = '', words] =
    /^\s*"?(\+?[^",;]*)"?\s*[,;]\s*"?([^",;]*)"?\s*(?:[,;](.*))?$/.exec(line) ?? [];
  if (number.trim().toLowerCase() === 'number') return 'header';
  return readOf(number.trim(), listed.trim(), words?.trim().replace(/^"|"$/g, ''));
}

function readOf(number: unknown, listed: unknown, words: unknown): Read {
  const said = typeof listed === 'boolean' || typeof listed === 'string' ? String(listed).toLowerCase() : '';
  if (typeof number !== 'string' || !Object.hasOwn(SAID, said)) return null;
  const meant = Object.entries(SAID).find(([word]) => word === said)?.[1] ?? 'unknown';
  const text = typeof words === 'string' && words !== '' ? words.slice(0, LONGEST_WORDS) : null;
  return { number, listed: meant, words: text };
}
