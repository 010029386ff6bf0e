/** Chooses the table of characters that bytes were most probably written with, from the words in them. */
// Between two that read well the commoner one is taken, and the user is shown what became of the words: the worse failure is
// a wrong name said aloud, and nobody but a person can see it.
import { KNOWN_NAMES, LANGUAGES, PRIORS } from './languages.ts';
import { likelihood } from './likelihood.ts';
import type { Word } from './survey.ts';
import { TABLES, type TableName } from './tables.ts';

export type Choice = {
  readonly table: TableName;
  /** Another one that reads some word differently and nearly as well. */
  readonly rival: TableName | null;
};

/** A letter that fits counts 1 to 3. Below this on average it is noise, or a script that no table here has. */
const READABLE = -0.25;
/** A sign or two that stand alone are no proof of noise. */
const FEW = 4;
const READABLE_FEW = -2;
const CLOSE = 4;
const A_KNOWN_NAME = 3;
/** A word that stands in every row says no more than one in several. */
const MOST_TIMES = 4;

type Scored = { readonly table: TableName; readonly score: number; readonly texts: readonly string[] };

/** Null where none of them makes words of it. */
export function chooseTable(words: readonly Word[]): Choice | null {
  const weight = words.reduce((sum, word) => sum + highs(word.text) * timesOf(word), 0);
  const scored = tables()
    .map((table) => scoreTable(table, words))
    .sort((a, b) => b.score - a.score);
  const [best] = scored;
  if (best === undefined || weight === 0) return null;
  if ((best.score - (PRIORS[best.table] ?? 0)) / weight < (weight < FEW ? READABLE_FEW : READABLE)) return null;
  const rival = scored.find(({ texts, score }) => best.score - score < CLOSE && texts.join() !== best.texts.join());
  return { table: best.table, rival: rival?.table ?? null };
}

/** Its bytes, as characters, in another table. */
export function readWith(table: TableName, bytes: string): string {
  const chars: string = TABLES[table];
  return bytes.replace(/[\x80-\xff]/g, (char) => chars[char.charCodeAt(0) - 0x80] ?? '\uFFFD');
}

function scoreTable(table: TableName, words: readonly Word[]): Scored {
  const tokens = words.map((word) => ({
    before: readWith(table, word.before),
    text: readWith(table, word.text),
    after: readWith(table, word.after),
    times: timesOf(word),
  }));
  const known = tokens.reduce((sum, { text, times }) => sum + (isKnown(text) ? A_KNOWN_NAME * times : 0), 0);
  const best = LANGUAGES.filter(({ tables: its }) => its.includes(table)).map((language) =>
    tokens.reduce((sum, token) => sum + likelihood(token, language) * token.times, 0),
  );
  const score = Math.max(...best) + known + (PRIORS[table] ?? 0);
  return { table, score, texts: tokens.map(({ text }) => text) };
}

function isKnown(text: string): boolean {
  return KNOWN_NAMES.has(text.toLowerCase());
}

function timesOf({ times }: Word): number {
  return Math.min(times, MOST_TIMES);
}

function highs(text: string): number {
  return text.replace(/[\x00-\x7f]/g, '').length;
}

function tables(): readonly TableName[] {
  return Object.keys(PRIORS) as TableName[]; // `Object.keys` forgets the names of its record
}
