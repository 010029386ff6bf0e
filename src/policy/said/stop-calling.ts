/** Did the person ask not to be called? Clear, doubtful or no, by what was said: pure, and the same for every campaign. */
// To miss a clear wish rings somebody who said no; to find one that was none loses a customer for good. So what is clear is
// narrow, and whatever is near it is a doubt, which a person decides while nobody dials.
import { holdsPhrase, plainClauses, plainWords } from '../../model/spoken-text.ts';
import { ENGLISH } from './english.ts';
import { DUTCH, GERMAN } from './germanic.ts';
import type { Language } from './language.ts';
import { FRENCH, ITALIAN, PORTUGUESE, SPANISH } from './romance.ts';

export const LANGUAGES: readonly Language[] = [ENGLISH, SPANISH, FRENCH, GERMAN, ITALIAN, PORTUGUESE, DUTCH];

export type Line = { readonly by: 'agent' | 'person'; readonly text: string };
export type Wish = { readonly is: 'clear' | 'doubtful'; /** The line in question. */ readonly at: number };

/** Nobody says more in one breath; what a provider writes down of a noise may be endless. */
const LONGEST = 2_000;

/** Whoever says more between its pieces says something else. */
const LONGEST_TORN = 100;

type Made = {
  readonly [K in 'clear' | 'doubtful' | 'agent']: readonly RegExp[];
} & {
  readonly [
    K in 'follows' | 'limits' | 'negates' | 'offers' | 'quotes' | 'asks' | 'asksFirst' | 'conditions' | 'parts' | 'yes'
  ]: RegExp;
};

let made: readonly Made[] | null = null;
/** Made when first asked: a run without a conversation has no use for them. */
function languages(): readonly Made[] {
  made ??= LANGUAGES.map((one) => ({
    clear: one.clear.map((text) => new RegExp(`(?:${text})(?![a-z0-9])`)),
    doubtful: one.doubtful.map((text) => new RegExp(text)),
    agent: one.agent.map((text) => new RegExp(text)),
    follows: new RegExp(`^(?:${one.follows})\\b`),
    // A little may stand before it: "don't call me again until Friday".
    limits: new RegExp(`^(?:\\w+ ){0,2}${one.limits}`),
    negates: new RegExp(one.negates),
    offers: new RegExp(one.offers),
    quotes: new RegExp(one.quotes),
    asks: new RegExp(one.asks),
    asksFirst: new RegExp(`^${one.asks.replace(/^\\b/, '')}\\b`),
    conditions: new RegExp(one.conditions),
    parts: new RegExp(`\\b${one.parts}\\b`, 'g'),
    yes: new RegExp(`^(?:${one.yes} ?)+$`),
  }));
  return made;
}

/** `own`: words that the user's file adds; said by the person they are clear. Null: nothing of the kind was said. */
export function wishOf(lines: readonly Line[], own: readonly string[] = []): Wish | null {
  const added = own.map(plainWords);
  let doubt: Wish | null = null;
  for (const [at, { by, text }] of lines.entries()) {
    if (by === 'agent') {
      const said = agentSays(text);
      const answer = said === null ? undefined : lines.slice(at + 1).find((line) => line.by === 'person');
      if (answer !== undefined && (said === 'promises' || saysYes(answer.text))) doubt ??= { is: 'doubtful', at };
      continue;
    }
    const said = plainWords(text);
    if (added.some((phrase) => holdsPhrase(said, phrase))) return { is: 'clear', at };
    const is = ofPerson(text);
    if (is === 'clear') return { is, at };
    if (is === 'doubtful') doubt ??= { is, at };
  }
  return doubt;
}

function ofPerson(text: string): Wish['is'] | null {
  let found: Wish['is'] | null = null;
  for (const { words, question, quoted } of sentences(text)) {
    for (const language of languages()) {
      const is = inLanguage(words, question, language);
      if (is === 'clear' && !quoted) return 'clear';
      if (is !== null) found = 'doubtful';
    }
  }
  return found ?? inPieces(text);
}

/** A wish that marks have torn up ("Stop … calling … me"): whole it may be one, and a person is to say. */
function inPieces(text: string): 'doubtful' | null {
  const words = plainWords(text.slice(0, LONGEST));
  if (words.length > LONGEST_TORN) return null;
  const whole = languages().some(({ clear }) => clear.some((one) => one.test(words)));
  return whole ? 'doubtful' : null;
}

function inLanguage(words: string, question: boolean, language: Made): Wish['is'] | null {
  let near = false;
  for (const clear of language.clear) {
    const match = clear.exec(words);
    if (match === null) continue;
    near = true;
    const before = words.slice(0, match.index);
    const clause = clauseOf(before, language);
    const after = clauseAfter(words.slice(match.index + match[0].length));
    const open =
      after === '' || language.follows.test(after) || language.clear.some((one) => one.exec(after)?.index === 0);
    const turned =
      language.negates.test(clause) ||
      language.conditions.test(clause) ||
      language.quotes.test(before) ||
      language.limits.test(after) ||
      language.asksFirst.test(before) ||
      (question && language.asks.test(before));
    if (open && !turned) return 'clear';
  }
  return near || language.doubtful.some((one) => one.test(words.replaceAll(',', ' ').replace(/ +/g, ' ').trim()))
    ? 'doubtful'
    : null;
}

/** What stands before it in its own clause. */
function clauseOf(before: string, { parts }: Made): string {
  const clause = before.slice(before.lastIndexOf(',') + 1);
  const last = [...clause.matchAll(parts)].at(-1);
  return last === undefined ? clause : clause.slice(last.index + last[0].length);
}

function clauseAfter(after: string): string {
  return (after.split(',')[0] ?? '').trim();
}

/**
 * That they are not called any more, or whether they want that: asked last, since that is what a yes answers. Whoever only
 * offers it, as an opening has to in some places, has heard no wish.
 */
function agentSays(text: string): 'promises' | 'asks' | null {
  const all = sentences(text);
  const asked = all.findLast(({ question }) => question);
  const about = all.filter(({ words }) =>
    languages().some(({ agent, clear }) => [...agent, ...clear].some((one) => one.test(words))),
  );
  const offered = (words: string): boolean =>
    languages().some(({ conditions, offers }) => conditions.test(words) || offers.test(words));
  if (about.some(({ words, question }) => !question && !offered(words))) return 'promises';
  return asked !== undefined && about.includes(asked) ? 'asks' : null;
}

function saysYes(text: string): boolean {
  const first = sentences(text)[0]?.words.replaceAll(',', ' ').replace(/ +/g, ' ').trim() ?? '';
  return languages().some(({ yes }) => yes.test(first));
}

type Sentence = {
  readonly words: string;
  readonly question: boolean;
  /** In quotation marks, or read out. */ readonly quoted: boolean;
};

function sentences(text: string): readonly Sentence[] {
  return [...text.slice(0, LONGEST).matchAll(/[^.!?;\n¿¡…]+[.!?;\n…]*/g)].flatMap(([one]) => {
    const words = plainClauses(one);
    const quoted = /["“”«»„]\s*\S+.*\S\s*["“”«»]/.test(one);
    return words === '' ? [] : [{ words, question: one.includes('?'), quoted }];
  });
}
